using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Pipelines;

/// <summary>Runs in the order of a figure, the least first; what failed comes last.</summary>
/// <param name="By">The figure.</param>
/// <param name="Outcomes">The runs.</param>
public sealed record Ranking(ObjectiveMetric By, ImmutableArray<Outcome<Run>> Outcomes)
{
    /// <summary>The best; the failure of the first one where all have failed.</summary>
    public Outcome<Run> First => Outcomes.IsEmpty
        ? new Outcome<Run>.Failure(new MakemoreException("There is no run to choose from."))
        : Outcomes[0];

    /// <summary>Sorts; runs of equal figures stay in their order.</summary>
    internal static Ranking Of(ImmutableArray<Outcome<Run>> outcomes, ObjectiveMetric by) =>
        // Behind every number stands what has none: a split without examples, and then what failed.
        new(by, [.. outcomes.OrderBy(outcome => outcome.Match(run => Figure(run, by) is null ? 1 : 0, _ => 2))
            .ThenBy(outcome => outcome.Match(run => Figure(run, by), _ => null))]);

    /// <summary>The settings in which the runs differ, and their figures: a row for each, in columns, with a head.</summary>
    public string ToTable()
    {
        var settings = Outcomes.Where(outcome => outcome.IsSuccess)
            .Select(outcome => PlanSettings.ByPath(outcome.Value.Plan)).ToList();
        string[] keys = [.. settings.SelectMany(one => one.Keys).Distinct(StringComparer.Ordinal)
            .Where(key => settings.Select(one => one.GetValueOrDefault(key)).Distinct(StringComparer.Ordinal).Count() > 1)
            .Order(StringComparer.Ordinal)];
        string[] head = ["", "name", .. keys, "train", "dev", "test", "parameters", "seconds"];
        return Lay([head, .. Outcomes.Select((outcome, index) => Row(outcome, index + 1, keys))]);
    }

    /// <inheritdoc/>
    public override string ToString() => ToTable();

    private static string[] Row(Outcome<Run> outcome, int place, string[] keys)
    {
        var number = place.ToString(CultureInfo.InvariantCulture);
        return outcome.Match<string[]>(
            run => [number, run.Plan.Name, .. keys.Select(key => PlanSettings.ByPath(run.Plan).GetValueOrDefault(key) ?? ""),
                Loss(run.Losses.Train), Loss(run.Losses.Dev), Loss(run.Losses.Test),
                run.Result.Parameters.ToString("N0", CultureInfo.InvariantCulture),
                run.Result.Seconds.ToString("0.0", CultureInfo.InvariantCulture)],
            error => [number, "failed: " + error.Message]);
    }

    private static string Loss(double? loss) => loss?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";

    // A row that failed has its message instead of figures; it makes no column wider.
    private static string Lay(IReadOnlyList<string[]> rows)
    {
        var columns = rows[0].Length;
        int[] widths = [.. Enumerable.Range(0, columns)
            .Select(column => rows.Where(row => row.Length == columns).Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column == 1 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static double? Figure(Run run, ObjectiveMetric by) => by switch
    {
        ObjectiveMetric.TrainLoss => run.Losses.Train,
        ObjectiveMetric.DevLoss => run.Losses.Dev,
        ObjectiveMetric.TestLoss => run.Losses.Test,
        ObjectiveMetric.DevBitsPerCharacter => run.Result.BitsPerCharacter?.Dev,
        ObjectiveMetric.Parameters => run.Result.Parameters,
        ObjectiveMetric.Seconds => run.Result.Seconds,
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "There is no such figure."),
    };
}
