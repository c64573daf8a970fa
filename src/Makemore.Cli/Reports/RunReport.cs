using System.Text.Json.Serialization;
using Makemore.Cli.Terminals;
using Makemore.Runtime;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli.Reports;

/// <summary>A run: the figures of one that is finished, or the error of one that failed.</summary>
internal sealed record RunReport(string Name, string Status) : Report
{
    /// <summary>The hash of spec, data and code.</summary>
    public string? Hash { get; init; }

    /// <summary>The number of steps.</summary>
    public long? Steps { get; init; }

    /// <summary>The number of trained numbers.</summary>
    public long? Parameters { get; init; }

    /// <summary>The losses by split.</summary>
    public LossReport? Losses { get; init; }

    /// <summary>e to the power of each loss.</summary>
    public LossReport? Perplexities { get; init; }

    /// <summary>The losses in bits per character, line ends included.</summary>
    public LossReport? BitsPerCharacter { get; init; }

    /// <summary>Where the weights come from that early stopping has kept.</summary>
    public BestResult? Best { get; init; }

    /// <summary>The time of training.</summary>
    public double? Seconds { get; init; }

    /// <summary>The folder of the run.</summary>
    public string? Folder { get; init; }

    /// <summary>What was sampled when it was trained.</summary>
    public IReadOnlyList<string>? Samples { get; init; }

    /// <summary>What diagnostics have found; null where nobody has asked for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FindingReport>? Findings { get; init; }

    /// <summary>The keys of options that were left out because they do not apply; null where there are none.</summary>
    public IReadOnlyList<string>? LeftOut { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>The exit code of the error.</summary>
    [JsonIgnore]
    public int Code { get; init; }

    /// <inheritdoc/>
    public override int ExitCode => Code;

    /// <summary>A finished run.</summary>
    /// <param name="plan">What was run.</param>
    /// <param name="result">What came out.</param>
    /// <param name="isUpToDate">Whether it was finished already.</param>
    public static RunReport Of(RunPlan plan, RunResult result, bool isUpToDate) =>
        new(result.Name, isUpToDate ? "up to date" : "trained")
        {
            Hash = result.Hash,
            Steps = result.Steps,
            Parameters = result.Parameters,
            Losses = LossReport.Of(result.Losses),
            Perplexities = LossReport.Of(result.Perplexities),
            BitsPerCharacter = result.BitsPerCharacter is { } bits ? LossReport.Of(bits) : null,
            Best = result.Best,
            Seconds = result.Seconds,
            Folder = result.Folder,
            Samples = SampleText.Of(plan, result),
            Findings = FindingReport.Of(plan, result),
        };

    /// <summary>A run that came to nothing.</summary>
    public static RunReport Failed(string name, MakemoreException exception) =>
        new(name, "failed") { Error = exception.Message, Code = exception.ExitCode };

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal) => new RunsReport([this]).WriteTo(terminal);
}

/// <summary>Several runs.</summary>
internal sealed record RunsReport(IReadOnlyList<RunReport> Runs) : Report
{
    private static readonly Column<RunReport>[] RunColumns =
    [
        new("name", run => run.Name),
        new(">train", run => Figures.Loss(run.Losses?.Train)),
        new(">dev", run => Figures.Loss(run.Losses?.Dev)),
        new(">test", run => Figures.Loss(run.Losses?.Test)),
        new(">perplexity", run => Figures.Perplexity(run.Losses?.Measured)),
        new(">bits/char", run => Figures.Loss(run.BitsPerCharacter?.Measured)),
        new(">parameters", run => Figures.Count(run.Parameters)),
        new(">seconds", run => Figures.Seconds(run.Seconds)),
        new("status", run => run.Status),
    ];

    /// <inheritdoc/>
    public override int ExitCode => Runs.Max(run => run.Code);

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        foreach (var run in Runs.Where(run => run.Samples is { Count: > 0 }))
        {
            terminal.WriteLine(run.Name);
            SampleText.Write(terminal, run.Samples!);
            terminal.WriteLine();
        }

        foreach (var run in Runs.Where(run => run.Findings is not null))
        {
            terminal.WriteLine(run.Name);
            FindingReport.Write(terminal, run.Findings!);
            terminal.WriteLine();
        }

        // Where the names are long, the time goes first, then the columns that follow from the others.
        Columns.Write(terminal, Runs, RunColumns, ["seconds", "bits/char", "perplexity", "parameters"]);
        if (Runs.All(run => run.Status == "up to date"))
        {
            terminal.WriteLine();
            terminal.WriteLine("Everything is up to date.");
        }
    }
}
