using System.Globalization;
using Makemore.Pages.Drawings;
using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Runs;

namespace Makemore.Pages.Runs;

/// <summary>What there is to see of a counted model.</summary>
internal static class NgramSections
{
    private const int MostTokens = 40;

    /// <summary>The sections.</summary>
    public static IEnumerable<Section?> Of(NgramModel model, TrainedModel trained, CancellationToken cancellation) =>
        [Pairs(trained), Coverage(NgramCoverage.Of(model, trained.Corpus, null, cancellation))];

    private static Section? Pairs(TrainedModel trained)
    {
        if (trained.Corpus.Train.Tokens.Length == 0)
        {
            return null;
        }

        var tokens = TokenCounts.MostFrequent(trained, MostTokens);
        string[] names = [.. tokens.Select(trained.Corpus.Tokenizer.TokenText)];
        var counts = TokenCounts.Pairs(trained.Corpus.Train, tokens);
        var top = Enumerable.Range(0, tokens.Count).SelectMany(row => Enumerable.Range(0, tokens.Count).Select(column => (row, column)))
            .OrderByDescending(pair => counts[pair.row, pair.column]).Take(10)
            .Select(pair => $"{names[pair.row]}{names[pair.column]} {Figures.Count((long)counts[pair.row, pair.column]!.Value)}");
        var map = new HeatMap(
            "Counts of pairs of tokens in the training split", $"The most frequent pairs: {string.Join(", ", top)}.", names, names, counts,
            value => value.ToString("0", CultureInfo.InvariantCulture))
        {
            Head = (row, column) => names[row] + names[column],
        };
        return new("pairs", "Counts of pairs", Parts.Figure("Counts of pairs", map.Draw("pairs"),
            "How often the token of a column stands behind that of a row in the training split; the dot is the start and the end of a line. "
            + "The stronger the ground, the more often (by its square root)."
            + (tokens.Count < trained.Model.Vocabulary ? $" Of {Figures.Count(trained.Model.Vocabulary)} tokens the {tokens.Count} most frequent are shown." : "")));
    }

    private static Section? Coverage(IReadOnlyList<NgramCoverage> rows) => rows.Count == 0 ? null : new("coverage", "Coverage by order", Html.Of($"""
        {new Table<NgramCoverage>(
            "The share of the n-grams of each split that the model has counted, by their length",
            [
                Column<NgramCoverage>.Text("split", row => row.Split), Column<NgramCoverage>.Number("documents", row => Figures.Count(row.Documents)),
                Column<NgramCoverage>.Number("tokens", row => Figures.Count(row.Tokens)), Column<NgramCoverage>.Number("loss", row => Figures.Loss(row.Loss)),
                .. Enumerable.Range(0, rows[0].Found.Count).Select(order => Column<NgramCoverage>.Number(
                    string.Create(CultureInfo.InvariantCulture, $"{order + 1}-grams"), row => Figures.Share(row.Found[order]))),
            ],
            rows).Draw()}
        {Parts.Note("Where a longer n-gram was never counted, the model falls back on shorter ones, as its smoothing says. \"dev, new\" are the lines of dev that are not in train.")}
        """));
}
