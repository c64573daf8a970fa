using Makemore.Cli.Terminals;

namespace Makemore.Cli.Reports;

/// <summary>An experiment of the list.</summary>
internal sealed record ExperimentReport(string Name, string Description, string Dataset, string Model, string Status);

/// <summary>The experiments of a project.</summary>
internal sealed record ListReport(IReadOnlyList<ExperimentReport> Experiments) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        var table = Figures.Table("name", "dataset", "model", "status");
        foreach (var experiment in Experiments)
        {
            table.AddTexts(experiment.Name, experiment.Dataset, experiment.Model, experiment.Status);
        }

        terminal.Write(table);
    }
}
