using System.Collections.Immutable;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli.Reports;

/// <summary>An experiment of the list.</summary>
internal sealed record ExperimentReport(string Name, string Description, string Dataset, string Model, string Status)
{
    /// <summary>Its runs with other settings than those of its spec.</summary>
    public IReadOnlyList<OtherRunReport> Runs { get; init; } = [];
}

/// <summary>A run with other settings than those of its experiment's spec.</summary>
/// <param name="Hash">The run's hash.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Changes">The settings that differ, from the spec's value to the run's.</param>
/// <param name="Beyond">What else differs: the network, the data, the numbers that the backend computes.</param>
internal sealed record OtherRunReport(
    string Hash, string Status, ImmutableArray<SettingChange> Changes, ImmutableArray<string> Beyond);

/// <summary>The experiments of a project.</summary>
internal sealed record ListReport(IReadOnlyList<ExperimentReport> Experiments) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        var table = Tables.Of("name", "dataset", "model", "status");
        foreach (var experiment in Experiments)
        {
            table.AddTexts(experiment.Name, experiment.Dataset, experiment.Model, experiment.Status);
            foreach (var run in experiment.Runs)
            {
                table.AddTexts($"  {run.Hash}", "", $"  {new RunDifference(run.Changes, run.Beyond).Text}", run.Status);
            }
        }

        terminal.Write(table);
    }
}
