using System.Text;
using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Interchange;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Ngram.Arpa;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;

namespace Makemore.Cli.Commands;

/// <summary>What a run is written as for other programs.</summary>
internal enum ExportFormat
{
    /// <summary>The model of n-grams.</summary>
    Arpa,

    /// <summary>The measurements as comma-separated values.</summary>
    Csv,

    /// <summary>The measurements for TensorBoard.</summary>
    Tensorboard,
}

/// <summary>Writes a trained model, or what was measured while it was trained, for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>Writes the run of an experiment, and trains it first where it is not up to date.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="name">The experiment.</param>
    /// <param name="format">The format; null for that of its kind of model.</param>
    /// <param name="output">The file, or the folder for TensorBoard; null for the folder of the run.</param>
    public static Report Run(Invocation invocation, string name, string? format, string? output)
    {
        var asked = format is null ? (ExportFormat?)null : SettingReader.Word<ExportFormat>("--format", format);
        var plan = invocation.Plan(Selection.Single(invocation.Experiments, name));
        var (isCounted, path) = (plan.Spec.Training.Backend == Backend.Ngram, output is null ? null : Path.GetFullPath(output, invocation.Surroundings.CurrentFolder));
        var chosen = asked ?? (isCounted ? ExportFormat.Arpa : ExportFormat.Csv);
        if (isCounted != (chosen == ExportFormat.Arpa))
        {
            throw new MakemoreException(isCounted
                ? $"--format {SettingText.Of(chosen)} is for networks: '{plan.Name}' is counted, and nothing is measured on the way. Its model goes into --format arpa."
                : $"--format arpa is for n-gram models, but '{plan.Name}' is a network; its weights are in model.safetensors of its run, its measurements go into --format csv or tensorboard.");
        }

        var (result, _) = invocation.Finish(plan);
        var folder = RunFolder.Of(plan, invocation.RunnerOptions);
        var report = new ExportReport(result.Name, result.Hash, SettingText.Of(chosen), "");
        return chosen switch
        {
            ExportFormat.Arpa => Arpa(invocation, plan, report, path ?? Path.Combine(folder.Path, "model.arpa")),
            ExportFormat.Csv => Csv(folder, report, path ?? Path.Combine(folder.Path, "metrics.csv")),
            _ => TensorBoard(folder, report, path ?? folder.Path),
        };
    }

    private static ExportReport Arpa(Invocation invocation, RunPlan plan, ExportReport report, string path)
    {
        using var trained = Runner.Open(plan, invocation.RunnerOptions);
        var tables = ((NgramModel)trained.Model).Tables;
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true);
            new ArpaWriter(tables, trained.Corpus.Tokenizer).Write(writer);
        });
        return report with { Path = path, Ngrams = [.. Enumerable.Range(1, tables.Order).Select(order => (long)tables.CountOf(order))] };
    }

    private static ExportReport Csv(RunFolder folder, ExportReport report, string path)
    {
        var metrics = MetricsLog.Read(folder.Metrics);
        AtomicFile.Write(path, MetricsCsv.Of(metrics));
        return report with { Path = path, Measurements = metrics.Count };
    }

    private static ExportReport TensorBoard(RunFolder folder, ExportReport report, string path)
    {
        Directory.CreateDirectory(path);
        using var events = RunEvents.Begin(folder, path);
        return report with { Path = events.Path, Measurements = events.Measurements };
    }
}
