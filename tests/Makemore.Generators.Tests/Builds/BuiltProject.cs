using System.Diagnostics;
using System.Text.RegularExpressions;
using Makemore.Generators.Tests.Compiling;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Builds;

/// <summary>
/// A small project in a folder of its own, which the real <c>dotnet build</c> compiles with this generator and runtime.
/// </summary>
internal sealed partial class BuiltProject : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string[] arguments = [];

    public BuiltProject(params IEnumerable<KeyValuePair<string, string>> specs)
        : this("Sample", hasTorch: true, specs)
    {
    }

    /// <summary>A project of another name, or one that does not refer to the torch backend.</summary>
    public BuiltProject(string name, bool hasTorch, params IEnumerable<KeyValuePair<string, string>> specs)
    {
        var tools = AppContext.BaseDirectory;
        var build = Repository.PathOf("src/Makemore.Generators/build/Makemore.Generators");
        // The assemblies as they are: a reference to the projects would build them again under the running tests.
        var torch = hasTorch ? $";{tools}Makemore.Torch.dll;{tools}TorchSharp.dll" : "";
        folder.Write(name + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{tools}Makemore.Runtime.dll{torch}" />
                <Analyzer Include="{tools}Makemore.Generators.dll;{tools}YamlDotNet.dll" />
              </ItemGroup>
              <Import Project="{build}.props" />
              <Import Project="{build}.targets" />
            </Project>
            """);
        foreach (var (path, text) in specs)
        {
            folder.Write(path, text);
        }
    }

    private BuiltProject(string[] projects)
    {
        var build = Repository.PathOf("src/Makemore.Generators/build/Makemore.Generators");
        var references = projects.Select(project => $"""<ProjectReference Include="{PathOf(project)}" />""");
        folder.Write("Directory.Packages.props", $"""<Project><Import Project="{Repository.PathOf("Directory.Packages.props")}" /></Project>""");
        folder.Write("Sample.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references)}
                <ProjectReference Include="{PathOf("Makemore.Generators")}" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
              </ItemGroup>
              <Import Project="{build}.props" />
              <Import Project="{build}.targets" />
            </Project>
            """);
        // The projects are taken as they were built for these tests: else they were built again under them.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        arguments = ["-c", configuration, "-p:BuildProjectReferences=false", "-p:RestoreRecursive=false"];

        static string PathOf(string project) => Repository.PathOf($"src/{project}/{project}.csproj");
    }

    /// <summary>A program that refers to projects of the repository, and to the generator, as the README says.</summary>
    public static BuiltProject ReferringTo(params string[] projects) => new(projects);

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text) => folder.Write(path, text);

    /// <summary>Writes a file of bytes that may be no text.</summary>
    public void Write(string path, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder.Path, path), bytes);

    public void Delete(string spec) => File.Delete(Path.Combine(folder.Path, spec));

    /// <summary>Builds in a process of its own, which leaves no server behind.</summary>
    /// <param name="culture">The culture of that process.</param>
    /// <returns>Errors and warnings, in order, with paths below the project; without links to pages.</returns>
    public async Task<IReadOnlyList<string>> Build(string culture = "C")
    {
        var start = new ProcessStartInfo("dotnet",
            ["build", "--nologo", "-v:quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. arguments])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        start.Environment["LC_ALL"] = culture;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var problems = output.Split('\n').Where(line => Problem().IsMatch(line))
            .Select(line => Problem().Match(line).Groups["problem"].Value);
        return process.ExitCode == 0 || problems.Any()
            ? [.. problems.Select(line => line.Replace(folder.Path + Path.DirectorySeparatorChar, "")).Distinct()
                .Order(StringComparer.Ordinal)]
            : [output];
    }

    /// <summary>The generated files that lie beside the program, by their names.</summary>
    public IReadOnlyDictionary<string, string> Generated() =>
        Directory.EnumerateFiles(Path.Combine(folder.Path, "bin", "Debug", "net10.0", "generated"), "*.g.cs",
            SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    /// <summary>The file that tells what was restored for the project.</summary>
    public string Assets => Path.Combine(folder.Path, "obj", "project.assets.json");

    public void Dispose() => folder.Dispose();

    // MSBuild ends a line with the page that explains the rule, and with the project in brackets.
    [GeneratedRegex(@"^\s*(?<problem>.+: (error|warning) .+?)( \(https://\S+\))?( \[[^\]]+\])?\r?$")]
    private static partial Regex Problem();
}
