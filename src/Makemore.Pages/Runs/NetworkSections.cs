using System.Globalization;
using Makemore.Pages.Drawings;
using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs;

namespace Makemore.Pages.Runs;

/// <summary>What there is to see of a trained network.</summary>
internal static class NetworkSections
{
    private const int MostTokens = 40;

    /// <summary>The sections.</summary>
    public static IEnumerable<Section?> Of(TrainedModel trained, CancellationToken cancellation) =>
        [Probabilities(trained), Embedding(trained), Looks(trained, cancellation)];

    // A network that sees one token has a table of probabilities, as a bigram has one of counts.
    private static Section? Probabilities(TrainedModel trained)
    {
        if (trained.Model.Context != 1 || trained.Corpus.Train.Tokens.Length == 0)
        {
            return null;
        }

        var tokens = TokenCounts.MostFrequent(trained, MostTokens);
        string[] names = [.. tokens.Select(trained.Corpus.Tokenizer.TokenText)];
        var rows = new float[tokens.Count * trained.Model.Vocabulary];
        trained.Model.LogProbabilities([.. tokens], 1, rows);
        var values = new double?[tokens.Count, tokens.Count];
        for (var row = 0; row < tokens.Count; row++)
        {
            for (var column = 0; column < tokens.Count; column++)
            {
                values[row, column] = 100 * Math.Exp(rows[(row * trained.Model.Vocabulary) + tokens[column]]);
            }
        }

        var map = new HeatMap("Probabilities of the next token", "Each row is a token, each column the one behind it; a table of percents.", names, names, values,
            value => value.ToString(value < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture));
        return new("pairs", "Probabilities of pairs", Parts.Figure("Probabilities of pairs", map.Draw("pairs"),
            "The probability, in percent, that the network gives to the token of a column behind that of a row."));
    }

    private static Section? Embedding(TrainedModel trained)
    {
        if (EmbeddingTable.Of(trained) is not { } table)
        {
            return null;
        }

        string[] names = [.. table.Rows.Select(row => trained.Corpus.Tokenizer.TokenText(row.Token))];
        var hasTwo = table.Dimensions == 2;
        var plane = hasTwo ? null : PrincipalPlane.Of([.. table.Rows.Select(row => row.Vector)]);
        NamedPlace[] places = [.. table.Rows.Select((row, index) => plane is null
            ? new NamedPlace(names[index], row.Vector[0], row.Vector[1]) : new NamedPlace(names[index], plane.Places[index].X, plane.Places[index].Y))];
        var caption = plane is null
            ? $"The two dimensions of the embedding ({table.Name}), as they were trained."
            : $"The embedding ({table.Name}, {table.Dimensions} dimensions) in the plane of its first two principal components, which explain "
                + $"{Figures.Share(plane.Shares.First)} and {Figures.Share(plane.Shares.Second)} of its variance: what lies close here may lie apart in the others.";
        var drawing = new ScatterPlot(
            "The embedding of the tokens in the plane", plane is null ? "first dimension" : "first component", plane is null ? "second dimension" : "second component", places);
        return new("embedding", "Embedding", Parts.Figure("Embedding in the plane", drawing.Draw("embedding"), caption
            + (table.Rows.Count < trained.Model.Vocabulary ? $" Of {Figures.Count(trained.Model.Vocabulary)} tokens the {table.Rows.Count} most frequent are shown." : "")));
    }

    private static Section? Looks(TrainedModel trained, CancellationToken cancellation)
    {
        if (Influence.Of(trained, cancellation) is not { } influence)
        {
            return null;
        }

        string[] before = [.. influence.Before.Select(trained.Corpus.Tokenizer.TokenText)];
        string[] next = [.. influence.Next.Select(trained.Corpus.Tokenizer.TokenText)];
        var map = new HeatMap(
            "How much each earlier token matters to the next one", $"The text is {string.Concat(before)}{next[^1]}. Each row is a token that is predicted, each column one before it.",
            next, before, influence.Falls, value => value.ToString("0.0;-0.0;0", CultureInfo.InvariantCulture))
        {
            Cell = 42,
        };
        return new("influence", "What the model looks at", Parts.Figure("Influence of earlier tokens", map.Draw("influence"),
            "How far the log-probability of the token of a row falls, in nats, where the token of a column before it is replaced: the mean over the "
            + $"{Influence.Replacements} most frequent other tokens. A negative number means that the token made the right one less likely. This is measured from outside "
            + "(occlusion), for any network alike; it is not the attention that a transformer computes."));
    }
}
