using System.Collections.Immutable;
using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Graphs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>A project of specs as the compiler host hands it to the generator.</summary>
/// <param name="Specs">The texts by their paths below the project.</param>
internal sealed record GeneratorProject(ImmutableSortedDictionary<string, string> Specs)
{
    private static readonly CSharpParseOptions Language =
        new(LanguageVersion.CSharp14, documentationMode: DocumentationMode.Diagnose);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>The specs of the repository's own experiments.</summary>
    public static GeneratorProject Experiments { get; } = Read("experiments") with { RootNamespace = "Makemore.Experiments" };

    /// <summary>A small spec for each feature.</summary>
    public static GeneratorProject Features { get; } = Read("tests/Makemore.Generators.Tests/Compiling/Features");

    /// <summary>The networks whose steps are measured.</summary>
    public static GeneratorProject Steps { get; } = Read("tests/Makemore.Benchmarks/Steps");

    public string Folder { get; init; } = "/project/";

    public string RootNamespace { get; init; } = "Sample";

    public static GeneratorProject Of(params (string Path, string Text)[] specs) =>
        new(specs.ToImmutableSortedDictionary(spec => spec.Path, spec => spec.Text, StringComparer.Ordinal));

    /// <summary>The same with a backend for every network.</summary>
    public GeneratorProject On(string backend) => this with
    {
        Specs = Specs.Select(spec => IsNetwork(spec.Key) ? KeyValuePair.Create(spec.Key, BackendSpecs.With(spec.Value, backend)) : spec)
            .ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    /// <summary>Whether a spec has a network: one that counts n-grams has none, and neither has a sweep.</summary>
    public bool IsNetwork(string path) => !Bases(path).Prepend(path)
        .Any(file => Specs[file].Contains("ngram", StringComparison.Ordinal) || Specs[file].Contains("sweep:", StringComparison.Ordinal));

    /// <summary>The specs that one extends.</summary>
    public IEnumerable<string> Bases(string path)
    {
        const string key = "extends: ";
        var line = Specs[path].Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
        return line is null || path[..(path.LastIndexOf('/') + 1)] + line[key.Length..].Trim() is not { } extended ? [] : [extended, .. Bases(extended)];
    }

    public GeneratorProject With(string path, string text) => this with { Specs = Specs.SetItem(path, text) };

    /// <summary>Runs the generator once; what comes out knows what every stage made.</summary>
    public GeneratedProject Generate() => GeneratedProject.First(this);

    /// <summary>The texts, in the order of the paths.</summary>
    public ImmutableArray<AdditionalText> Texts() => [.. Specs.Select(spec => new SpecText(Folder + spec.Key, spec.Value))];

    /// <summary>A library without code of its own, with all that the runtime needs.</summary>
    public static CSharpCompilation Empty() => CSharpCompilation.Create(
        "Sample",
        references: References.Value,
        options: new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999));

    public GeneratorDriver Driver(ImmutableArray<AdditionalText> texts) => CSharpGeneratorDriver.Create(
        [new ExperimentGenerator().AsSourceGenerator()],
        texts,
        Language,
        new SpecOptions(RootNamespace, Folder),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static GeneratorProject Read(string folder)
    {
        var root = Repository.PathOf(folder);
        return new(Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(root, path).Replace('\\', '/')))
            .Where(file => !file.Name.Split('/').Any(part => part is "bin" or "obj" or "runs"))
            .ToImmutableSortedDictionary(file => file.Name, file => File.ReadAllText(file.Path), StringComparer.Ordinal));
    }
}
