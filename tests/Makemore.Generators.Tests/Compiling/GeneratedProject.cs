using System.Collections.Immutable;
using System.Runtime.Loader;
using Makemore.Runtime.Models;
using Microsoft.CodeAnalysis;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>A run of the generator: what came out, and from where the next run goes on.</summary>
/// <param name="Project">What was compiled.</param>
/// <param name="Texts">The specs as the host holds them.</param>
/// <param name="Driver">Keeps what every stage made.</param>
/// <param name="Compilation">The library with the generated code.</param>
internal sealed record GeneratedProject(
    GeneratorProject Project, ImmutableArray<AdditionalText> Texts, GeneratorDriver Driver, Compilation Compilation)
{
    // What was not there before is new; what was made again is modified, or unchanged where it came out the same.
    private static readonly string[] Recomputed = ["New", "Modified", "Unchanged"];

    public static GeneratedProject First(GeneratorProject project)
    {
        var texts = project.Texts();
        return Run(project, texts, project.Driver(texts));
    }

    /// <summary>
    /// The next run, as an editor makes it: texts that are the same stay the same objects, the compilation is new.
    /// </summary>
    public GeneratedProject Next(GeneratorProject project)
    {
        var before = Project.Specs.Zip(Texts).ToDictionary(pair => pair.First, pair => pair.Second);
        var texts = project.Specs.Zip(project.Texts(), (spec, fresh) => before.GetValueOrDefault(spec, fresh)).ToImmutableArray();
        return Run(project, texts, Driver.ReplaceAdditionalTexts(texts));
    }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The generated files by their names.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What became of the values of a stage, in the order of the specs.</summary>
    public List<string> Reasons(Stages stage) =>
        [.. Result.TrackedSteps[stage.ToString()].SelectMany(step => step.Outputs).Select(output => output.Reason.ToString())];

    /// <summary>What the outputs hold, and what became of it.</summary>
    public IEnumerable<(object Value, string Reason)> Outputs() => Result.TrackedOutputSteps.SelectMany(pair => pair.Value)
        .SelectMany(step => step.Outputs.Select(output => (output.Value, output.Reason.ToString())));

    /// <summary>The files that were written anew: a source output gives its files and its diagnostics together.</summary>
    public List<string> Emitted() =>
        [.. Outputs()
            .Where(output => Recomputed.Contains(output.Reason))
            .SelectMany(output => GeneratedFiles.NamesIn(output.Value))
            // The two files of a spec come together.
            .Where(name => !name.EndsWith(".Spec.g.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>The file of a spec that is for the reader.</summary>
    public string CodeOf(string spec) => FileOf(spec, isSpec: false);

    /// <summary>The files that are for the reader.</summary>
    public IEnumerable<string> CodeForReaders =>
        Files.Where(file => !file.Key.EndsWith(".Spec.g.cs", StringComparison.Ordinal)).Select(file => file.Value);

    /// <summary>The file of a spec that holds its settings.</summary>
    public string SpecCodeOf(string spec) => FileOf(spec, isSpec: true);

    /// <summary>The experiments, from the library loaded into this process.</summary>
    public ImmutableArray<Experiment> Load()
    {
        using var image = new MemoryStream();
        var emitted = Compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', Diagnostics.Concat(emitted.Diagnostics)));
        image.Position = 0;
        var list = new AssemblyLoadContext("sample").LoadFromStream(image).GetType($"{Project.RootNamespace}.Experiments")!;
        return (ImmutableArray<Experiment>)list.GetProperty("All")!.GetValue(null)!;
    }

    /// <summary>The files without those of the networks within sweeps, whose names are longer than the sweep's.</summary>
    public IEnumerable<KeyValuePair<string, string>> FilesOfSpecs => Files
        .GroupBy(file => (file.Value.Split('\n')[1], file.Key.EndsWith(".Spec.g.cs", StringComparison.Ordinal)))
        .Select(group => group.MinBy(file => file.Key.Length));

    private string FileOf(string spec, bool isSpec) => FilesOfSpecs.Single(file =>
        file.Key.EndsWith(".Spec.g.cs", StringComparison.Ordinal) == isSpec
        && file.Value.Contains($"// Compiled from {spec} by ", StringComparison.Ordinal)).Value;

    private static GeneratedProject Run(GeneratorProject project, ImmutableArray<AdditionalText> texts, GeneratorDriver driver)
    {
        var after = driver.RunGeneratorsAndUpdateCompilation(
            GeneratorProject.Empty(), out var compilation, out _, TestContext.Current.CancellationToken);
        return new(project, texts, after, compilation);
    }
}
