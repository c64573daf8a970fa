using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Makemore.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Makemore.Benchmarks;

/// <summary>The time of the compiler for a project of 1,000 specs and 10 sweeps: from nothing, and behind an edit as an editor makes it.</summary>
internal static class GeneratorBenchmark
{
    private const int Specs = 1000;
    private const int Sweeps = 10;
    private const int Rounds = 5;

    // An edit must be done within a keystroke.
    private const double MostMilliseconds = 100;

    private static readonly string[] Models =
    [
        "model: ngram\ncontext: {0}\nsmoothing: modified-kneser-ney\n",
        "model: {{ type: mlp, hidden: {0} }}\ncontext: 3\n",
        "model: {{ type: transformer, width: 64 }}\ncontext: 16\ntraining: {{ steps: {0} }}\n",
        "model: |\n  let hidden = {0}\n  tokens |> embed 10 |> flatten |> linear hidden |> tanh |> linear vocab\ncontext: 3\n",
    ];

    /// <summary>Prints the times; false where an edit takes longer than a keystroke.</summary>
    public static bool Run(TextWriter output)
    {
        var specs = Enumerable.Range(0, Specs)
            .Select(index => (AdditionalText)new SpecFile($"/project/folder{index % 20}/spec{index}.yaml", Text(index, index + 1)))
            .Concat(Enumerable.Range(0, Sweeps).Select(index => new SpecFile($"/project/sweeps/sweep{index}.yaml",
                $"sweep: {{ over: folder{index}/spec{index + 40}, axes: {{ context: [1, 2, 3, 4, 5], dataset: [names, given-names] }} }}\n")))
            .ToImmutableArray();
        var compilation = CSharpCompilation.Create(
            "Sample", options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver Cold(bool hasDiagnostics = false) => CSharpGeneratorDriver.Create(
            [new ExperimentGenerator().AsSourceGenerator()], specs, optionsProvider: new Options(hasDiagnostics));
        var warm = Cold().RunGenerators(compilation);
        var changed = new SpecFile("/project/folder7/spec507.yaml", Text(507, 4711));
        var added = new SpecFile("/project/added.yaml", Text(1, 1));
        (string Name, Func<GeneratorDriver> Run)[] cases =
        [
            ("cold", () => Cold().RunGenerators(compilation)),
            ("cold, with diagnostics", () => Cold(hasDiagnostics: true).RunGenerators(compilation)),
            ("one edited", () => warm.ReplaceAdditionalText(specs[507], changed).RunGenerators(compilation)),
            ("one added", () => warm.AddAdditionalTexts([added]).RunGenerators(compilation)),
            ("one removed", () => warm.RemoveAdditionalTexts([specs[507]]).RunGenerators(compilation)),
        ];
        var isWithin = true;
        foreach (var (name, run) in cases)
        {
            var milliseconds = Enumerable.Range(0, Rounds).Select(_ => Time(run)).Order().ElementAt(Rounds / 2);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"generator, {Specs} specs, {name,-22} {milliseconds,8:F1} ms (median of {Rounds})"));
            isWithin &= name.StartsWith("cold", StringComparison.Ordinal) || milliseconds <= MostMilliseconds;
        }

        return isWithin;
    }

    private static double Time(Func<GeneratorDriver> run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(int index, int number) =>
        string.Format(CultureInfo.InvariantCulture, Models[index % Models.Length], number % 7 + 1);

    private sealed class SpecFile(string path, string text) : AdditionalText
    {
        private readonly SourceText source = SourceText.From(text, System.Text.Encoding.UTF8);

        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => source;
    }

    private sealed class Options(bool hasDiagnostics) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new()
        {
            ["build_property.RootNamespace"] = "Sample", ["build_property.ProjectDir"] = "/project/",
            ["build_property.MakemoreDiagnostics"] = hasDiagnostics ? "true" : "false",
        });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(new()
        {
            ["build_metadata.AdditionalFiles.MakemoreSpec"] = "true",
        });
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
