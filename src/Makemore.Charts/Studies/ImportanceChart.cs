using Makemore.Charts.Pictures;
using Makemore.Runtime.Display;
using ScottPlot;

namespace Makemore.Charts.Studies;

/// <summary>How much of the objective's variance each axis explains, the most important at the top.</summary>
internal static class ImportanceChart
{
    private const int BarPixels = 38;

    /// <summary>The chart; null where the importances are not known.</summary>
    public static Sheet? Of(StudyChartData data)
    {
        var shares = data.Importances.Where(pair => double.IsFinite(pair.Share)).OrderBy(pair => pair.Share).ToList();
        if (shares.Count == 0)
        {
            return null;
        }

        var sheet = new Sheet
        {
            Title = $"What the {data.Metric} depends on most: {data.NameOf(shares[^1].Axis)}",
            Subtitle = data.Summary,
            Caption = "The share of the variance that each axis explains by itself (fANOVA: Hutter et al., 2014); "
                + "what is missing to 100% is the axes together.",
            PlotHeight = 56 + (BarPixels * shares.Count),
        };
        var plot = ChartStyle.Plot();
        var bars = plot.Add.Bars(
            shares.Select((pair, index) => new Bar { Position = index, Value = pair.Share, Size = 0.62 }).ToList());
        bars.Horizontal = true;
        foreach (var bar in bars.Bars)
        {
            bar.FillColor = ChartStyle.Blue;
            bar.LineWidth = 0;
            var label = plot.Add.Text(Figures.Share(bar.Value), bar.Value, bar.Position);
            label.LabelAlignment = Alignment.MiddleLeft;
            label.LabelFontSize = ChartStyle.TextSize;
            label.LabelFontColor = ChartStyle.Ink;
            label.OffsetX = 6;
            label.OffsetY = ChartStyle.Drop;
        }

        plot.HideGrid();
        var most = Math.Max(shares[^1].Share, 1e-3);
        plot.Axes.SetLimits(0, most * 1.1, -0.6, shares.Count - 0.4);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        var left = new Ticks([.. shares.Select((pair, index) => ((double)index, data.NameOf(pair.Axis)))], []).Beside(plot, "");
        var values = Ticks.Linear(0, most, 6);
        var percents = values with { Labelled = [.. values.Labelled.Select(tick => (tick.Place, $"{Ticks.Number(100 * tick.Place)}%"))] };
        var below = percents.Below(plot, "share of the variance", sheet.Body.Width - left);
        sheet.Add(plot, sheet.Body, new PixelPadding(left, 8, below, 4));
        return sheet;
    }
}
