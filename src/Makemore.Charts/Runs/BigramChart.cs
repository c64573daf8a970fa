using Makemore.Charts.Pictures;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Tokenizers;
using ScottPlot;

namespace Makemore.Charts.Runs;

/// <summary>
/// The heat map of a table of bigrams, as in the first lecture: a row for each first token, a column for each second one, and
/// in each cell the pair and how often it was counted.
/// </summary>
internal sealed class BigramChart
{
    private const int MostTokens = 40;
    private const int CellPixels = 48;

    private readonly Plot plot = new();
    private readonly int pixels;

    /// <summary>Draws the counts of a run into its folder, where they are few enough for a picture.</summary>
    public static void Draw(CountedNgrams run)
    {
        Picture.Attempt(
            "The heat map of the bigrams",
            () => Of(run.Ngrams, run.Tokenizer)?.ToPicture().Save(run.Folder.Chart),
            run.Observer.Warned);
    }

    private BigramChart(double[,] counts, string[] names)
    {
        var size = names.Length;
        pixels = size * CellPixels;
        plot.Add.Heatmap(counts).Colormap = new ScottPlot.Colormaps.Blues().Reversed();
        var largest = counts.Cast<double>().Max();
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                // The first row is at the top, where y is greatest.
                var y = size - 1 - row;
                var color = counts[row, column] > largest / 2 ? Colors.White : ChartStyle.Ink;
                Write(names[row] + names[column], column, y, Alignment.LowerCenter, color);
                Write(Figure(counts[row, column]), column, y, Alignment.UpperCenter, color);
            }
        }

        plot.HideAxesAndGrid();
        plot.Layout.Frameless();
        plot.Axes.SetLimits(-0.5, size - 0.5, -0.5, size - 0.5);
    }

    /// <summary>The chart of a model of pairs; null of another one, and of a vocabulary too large for a picture.</summary>
    public static BigramChart? Of(NgramTrie ngrams, Tokenizer tokenizer)
    {
        if (ngrams.Order != 2 || ngrams.Vocabulary > MostTokens)
        {
            return null;
        }

        var counts = new double[ngrams.Vocabulary, ngrams.Vocabulary];
        for (var context = 0; context < ngrams[1].Count; context++)
        {
            var row = ngrams[1].Tokens[context];
            for (var node = ngrams[1].FirstChildren[context]; row < ngrams.Vocabulary
                && node < ngrams[1].FirstChildren[context + 1]; node++)
            {
                counts[row, ngrams[2].Tokens[node]] = ngrams[2].Counts[node];
            }
        }

        return new(counts, [.. Enumerable.Range(0, ngrams.Vocabulary).Select(tokenizer.TokenText)]);
    }

    /// <summary>The chart as a picture.</summary>
    public Picture ToPicture() => Picture.Of(plot, pixels, pixels);

    private void Write(string text, double x, double y, Alignment alignment, Color color)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelAlignment = alignment;
        label.LabelFontColor = color;
        label.LabelFontSize = ChartStyle.TextSize;
    }

    private static string Figure(double count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
