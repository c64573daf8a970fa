using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Makemore.Generators.Tests.Compiling;
using Makemore.Generators.Tests.Diagnostics;
using Makemore.Runtime.Runs;
using Makemore.Tests.Platforms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Makemore.Generators.Tests.Documentation;

/// <summary>The programs of docs/embedding.md, compiled with its specs and run in a folder of their own.</summary>
[NeedsTorch]
public sealed partial class EmbeddingPageTests : IDisposable
{
    private static readonly string Page =
        File.ReadAllText(Repository.PathOf("docs/embedding.md")).Replace("\r\n", "\n", StringComparison.Ordinal);

    // What a project with implicit usings has.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly TemporaryFolder folder = new();
    private readonly string? project = Environment.GetEnvironmentVariable(ProjectFolder.Variable);
    private readonly TextWriter console = Console.Out;

    public static TheoryData<string, string> Programs =>
        new(Program().Matches(Page).Select(match => (match.Groups["program"].Value, match.Groups["output"].Value)));

    public void Dispose()
    {
        Console.SetOut(console);
        Environment.SetEnvironmentVariable(ProjectFolder.Variable, project);
        folder.Dispose();
    }

    [Fact]
    public void The_page_has_the_pipelines_that_it_is_about()
    {
        Assert.Contains(
            "var run = Experiments.Mlp | With(h => h with { Hidden = 300 }) | Steps(1000) | Train | Evaluate;\n", Page,
            StringComparison.Ordinal);
        Assert.Contains(
            """
            var study = from hidden in Axis(100, 200, 300)
                        from rate in LogAxis(0.01, 0.3, 4)
                        select Experiments.Mlp | With(h => h with { Hidden = hidden }) | LearningRate(rate);
            var best = study | TrainAll(parallel: 2) | Rank(by: DevLoss) | First;
            """.ReplaceLineEndings("\n"), Page, StringComparison.Ordinal);
        Assert.Contains(
            "await using var run = await Experiments.NamesMlp.With(h => h with { Hidden = 300 }).TrainAsync(progress, cancellation);\n",
            Page, StringComparison.Ordinal);
        Assert.Equal(5, Programs.Count);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_prints_what_the_page_says(string program, string output)
    {
        var specs = Spec().Matches(Page).Select(match => (match.Groups["name"].Value, match.Groups["text"].Value)).ToArray();
        var generated = (GeneratorProject.Of(specs) with { RootNamespace = "Demo" }).Generate();
        Assert.Empty(generated.Diagnostics);
        var language = new CSharpParseOptions(LanguageVersion.CSharp14);
        var compilation = generated.Compilation
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(ImplicitUsings, language, cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(program, language, cancellationToken: TestContext.Current.CancellationToken))
            .WithOptions(((CSharpCompilation)generated.Compilation).Options.WithOutputKind(OutputKind.ConsoleApplication));

        Environment.SetEnvironmentVariable(ProjectFolder.Variable, folder.Path);
        using var printed = new StringWriter();
        Console.SetOut(printed);
        await Run(compilation);

        Assert.Equal(WithoutNumbers(output), WithoutNumbers(printed.ToString()));
    }

    private static async Task Run(Compilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(emitted.Diagnostics.Where(problem => problem.Severity >= DiagnosticSeverity.Warning));
        image.Position = 0;
        var program = new AssemblyLoadContext("page").LoadFromStream(image).EntryPoint!;
        if (program.Invoke(null, [Array.Empty<string>()]) is Task task)
        {
            await task;
        }
    }

    // The last digits of a loss are those of the machine.
    private static string WithoutNumbers(string text) =>
        Number().Replace(text.ReplaceLineEndings("\n"), "#").TrimEnd('\n');

    [GeneratedRegex(@"\d+(\.\d+)?(E\+\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"^```yaml\n# (?<name>\S+)\n(?<text>.*?)^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Spec();

    [GeneratedRegex(@"^```csharp\n(?<program>.*?)^```\n\n```text\n(?<output>.*?)^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Program();
}
