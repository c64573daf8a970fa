using System.Globalization;
using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Pages.Runs;

/// <summary>How a run differs from the one before.</summary>
internal static class ChangesSection
{
    /// <summary>The section.</summary>
    public static Section Of(RunFindings findings)
    {
        var run = findings.Run;
        var before = findings.Catalog.Runs.Where(other => other.Name == run.Name && other.Folder.Path != run.Folder.Path && Ended(other) < Ended(run))
            .OrderBy(Ended).ThenBy(other => other.Hash, StringComparer.Ordinal).LastOrDefault();
        return new("changes", "Difference to the run before", before is null
            ? Parts.Paragraph("No earlier run of this experiment is kept.")
            : Html.Of($"""{Parts.Paragraph($"The run before was {before.Name}@{before.Hash}, {before.Description}.")}{Settings(before, run)}{Losses(before, run)}"""));
    }

    // A finished run ends with its result; its other files, such as one that was exported, may be written at any time.
    private static DateTime Ended(StoredRun run) => File.Exists(run.Folder.Result) ? File.GetLastWriteTimeUtc(run.Folder.Result) : run.Touched.UtcDateTime;

    private static Html Settings(StoredRun before, StoredRun run)
    {
        var difference = RunDifference.Of(before.Folder.Identity, run.Folder.Identity);
        var beyond = difference.Beyond.IsEmpty ? Html.None : Parts.Paragraph($"Besides: {string.Join(", ", difference.Beyond)}.");
        return Html.Of($"""
            {(difference.Changes.IsEmpty ? Parts.Paragraph("No setting differs.") : new Table<SettingChange>(
                "Settings that differ",
                [
                    new("key", change => Html.Of($"<code>{PlanSettings.NameOf(change.Key)}</code>")),
                    Column<SettingChange>.Text("before", change => change.From), Column<SettingChange>.Text("now", change => change.To),
                ],
                difference.Changes).Draw())}{beyond}
            """);
    }

    private static Html Losses(StoredRun before, StoredRun run)
    {
        (string Split, double? Before, double? Now)[] all =
        [
            ("train", before.Result?.Losses.Train, run.Result?.Losses.Train), ("dev", before.Result?.Losses.Dev, run.Result?.Losses.Dev),
            ("test", before.Result?.Losses.Test, run.Result?.Losses.Test),
        ];
        (string Split, double? Before, double? Now)[] rows = [.. all.Where(row => row.Before is not null && row.Now is not null)];
        return rows.Length == 0 ? Html.None : new Table<(string Split, double? Before, double? Now)>(
            "Losses, in nats per token",
            [
                Column<(string Split, double? Before, double? Now)>.Text("split", row => row.Split),
                Column<(string Split, double? Before, double? Now)>.Number("before", row => Figures.Loss(row.Before)),
                Column<(string Split, double? Before, double? Now)>.Number("now", row => Figures.Loss(row.Now)),
                new("change", row => Change(row.Now!.Value - row.Before!.Value), IsNumber: true),
            ],
            rows).Draw();
    }

    private static Html Change(double change) => Html.Of(
        $"""<span class="{(change < 0 ? "better" : "worse")}">{change.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture)}{(change < 0 ? " (better)" : change > 0 ? " (worse)" : "")}</span>""");
}
