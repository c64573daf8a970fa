using System.Collections.Immutable;
using System.Globalization;
using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;
using Makemore.Runtime.Models;

namespace Makemore.Pages.Runs;

/// <summary>The operations of a network with their shapes and parameters.</summary>
internal static class GraphSection
{
    /// <summary>The section; null of a counted model, and where the vocabulary is not known.</summary>
    public static Section? Of(RunFindings findings)
    {
        if (findings is not { Trained: { } trained })
        {
            return null;
        }

        var rows = trained.Plan.Experiment.Graph(trained.Plan.Hyperparameters, trained.Plan.Spec.Context, trained.Model.Vocabulary);
        var total = rows.Sum(row => row.Parameters);
        return rows.IsEmpty ? null : new("graph", "Network", Html.Of($"""
            {Parts.Paragraph($"From tokens to logits, {Figures.Count(total)} parameters. A step below a repetition is there as often as it says.")}
            {new Table<GraphRow>(
                "The operations in order",
                [
                    new("operation", row => Html.Of($"""<span class="d{Math.Min(4, row.Layer.Length == 0 ? 0 : row.Layer.Split('.').Length)}">{row.Operation}</span>""")),
                    Column<GraphRow>.Text("output", row => row.Output),
                    Column<GraphRow>.Text("sizes", row => Sizes(row.Sizes)),
                    Column<GraphRow>.Text("parameters of", row => row.ParameterShapes.IsEmpty ? "" : string.Join(" + ", row.ParameterShapes.Select(Shape)) + (row.Times > 1 ? string.Create(CultureInfo.InvariantCulture, $", {row.Times} times") : "")),
                    Column<GraphRow>.Number("number", row => Figures.Count(row.Parameters)),
                    Column<GraphRow>.Number("share", row => total == 0 ? "-" : Figures.Share((double)row.Parameters / total)),
                ],
                rows).Draw()}
            """));
    }

    private static string Sizes(ImmutableArray<long> sizes) => $"({string.Join(", ", sizes.Select(size => size < 0 ? "batch" : size.ToString(CultureInfo.InvariantCulture)))})";

    private static string Shape(ImmutableArray<long> shape) => string.Join(" × ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
}
