using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Pages.Runs;

/// <summary>The figures of a run beside those of its relatives.</summary>
internal static class ResultsSection
{
    private const int MostRelatives = 25;

    /// <summary>The section.</summary>
    public static Section Of(RunFindings findings)
    {
        var own = findings.Run;
        StoredRun[] relatives = [.. findings.Catalog.Runs.Where(run => run.Folder.Path != own.Folder.Path && IsRelative(own, run))
            .OrderBy(run => run.Name == own.Name ? 0 : 1).ThenBy(run => run.MeasuredLoss ?? double.PositiveInfinity)];
        StoredRun[] rows = [.. relatives.Take(MostRelatives).Append(own).OrderBy(run => run.MeasuredLoss ?? double.PositiveInfinity).ThenBy(run => run.Folder.Path, StringComparer.Ordinal)];
        var table = new Table<StoredRun>("Loss of each split, in nats per token, the lowest first", Columns(own), rows)
        {
            Class = run => run == own ? "own" : null,
        };
        var note = relatives.Length == 0
            ? "There is no other run of this experiment, of its folder or of the same data to compare with."
            : "Beside it: other runs of this experiment, and finished ones of its folder and of the same data. Losses are comparable on the same data and tokens only; bits per character always."
                + (relatives.Length > MostRelatives ? $" {Figures.Count(relatives.Length - MostRelatives)} more are left out." : "");
        return new("results", "Results", Html.Of($"{table.Draw()}{Parts.Note(note)}"));
    }

    /// <summary>The columns of figures that all tables of runs have.</summary>
    public static IEnumerable<Column<StoredRun>> FigureColumns() =>
    [
        Column<StoredRun>.Number("train", run => Figures.Loss(run.Result?.Losses.Train)),
        Column<StoredRun>.Number("dev", run => Figures.Loss(run.Result?.Losses.Dev)),
        Column<StoredRun>.Number("test", run => Figures.Loss(run.Result?.Losses.Test)),
        Column<StoredRun>.Number("perplexity", run => Figures.Perplexity(run.MeasuredLoss)),
        Column<StoredRun>.Number("bits/char", run => Figures.Loss(run.Result?.BitsPerCharacter is { } bits ? bits.Dev ?? bits.Test ?? bits.Train : null)),
        Column<StoredRun>.Number("parameters", run => Figures.Count(run.Result?.Parameters)),
        Column<StoredRun>.Number("steps", run => Figures.Count(run.Steps is > 0 ? run.Steps : null)),
        Column<StoredRun>.Number("seconds", run => Figures.Seconds(run.Result?.Seconds)),
        Column<StoredRun>.Text("status", run => run.Description),
    ];

    private static Column<StoredRun>[] Columns(StoredRun own) =>
    [
        new("run", run => run == own ? Html.Of($"<strong>{run.Name}</strong> (this run)") : Html.Text(run.Name)),
        .. FigureColumns(),
        Column<StoredRun>.Text("differs by", run => run == own ? "" : Difference(own, run)),
    ];

    private static bool IsRelative(StoredRun own, StoredRun run) => run.Name == own.Name
        || (run.Result is not null && run.Present?.Hash == run.Hash
            && (run.Folder.Identity.Data == own.Folder.Identity.Data || FolderOf(run.Name) == FolderOf(own.Name)));

    private static string FolderOf(string name) => name[..Math.Max(0, name.LastIndexOf('/'))];

    private static string Difference(StoredRun own, StoredRun run) => run.Name == own.Name
        ? RunDifference.Of(own.Folder.Identity, run.Folder.Identity).Text
        : run.Folder.Identity.Data == own.Folder.Identity.Data ? "another experiment" : "another experiment, other data";
}
