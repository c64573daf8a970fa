using System.Text.Json.Serialization;
using Makemore.Cli.Terminals;
using Makemore.Runtime;
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

        terminal.Write(FirstThatFits(terminal));
        if (Runs.All(run => run.Status == "up to date"))
        {
            terminal.WriteLine();
            terminal.WriteLine("Everything is up to date.");
        }
    }

    // Where the names are long, the time goes first, then the columns that follow from the others.
    private Spectre.Console.Table FirstThatFits(Terminal terminal)
    {
        string[] byNeed = ["seconds", "bits/char", "perplexity", "parameters"];
        var omissions = Enumerable.Range(0, byNeed.Length + 1).Select(count => byNeed[..count]);
        var tables = omissions.Select(Table).ToArray();
        return tables.FirstOrDefault(terminal.Fits) ?? tables[^1];
    }

    private Spectre.Console.Table Table(string[] omitted)
    {
        (string Name, Func<RunReport, string> Cell)[] columns =
        [
            ("name", run => run.Name),
            (">train", run => Figures.Loss(run.Losses?.Train)),
            (">dev", run => Figures.Loss(run.Losses?.Dev)),
            (">test", run => Figures.Loss(run.Losses?.Test)),
            (">perplexity", run => Figures.Perplexity(run.Losses?.Measured)),
            (">bits/char", run => Figures.Loss(run.BitsPerCharacter?.Measured)),
            (">parameters", run => Figures.Count(run.Parameters)),
            (">seconds", run => Figures.Seconds(run.Seconds)),
            ("status", run => run.Status),
        ];
        var shown = columns.Where(column => !omitted.Contains(column.Name.TrimStart('>'))).ToArray();
        var table = Figures.Table(shown.Select(column => column.Name));
        foreach (var run in Runs)
        {
            table.AddTexts(shown.Select(column => column.Cell(run)));
        }

        return table;
    }
}
