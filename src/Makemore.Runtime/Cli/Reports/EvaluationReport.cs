using Makemore.Runtime.Models.Ngram;

namespace Makemore.Runtime.Cli.Reports;

/// <summary>The losses of a trained model on whole splits.</summary>
internal sealed record EvaluationReport(string Name, string Hash, long Parameters, LossReport Losses) : Report
{
    /// <summary>e to the power of each loss.</summary>
    public LossReport Perplexities => new(
        Perplexity(Losses.Train), Perplexity(Losses.Dev), Perplexity(Losses.Test));

    /// <summary>Of an n-gram model, which n-grams it knows; null of others.</summary>
    public IReadOnlyList<NgramCoverage>? Ngrams { get; init; }

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        if (Ngrams is { Count: > 0 })
        {
            WriteNgrams(terminal, Ngrams);
            return;
        }

        var table = Figures.Table("split", ">loss", ">perplexity");
        (string Split, double? Loss)[] rows = [("train", Losses.Train), ("dev", Losses.Dev), ("test", Losses.Test)];
        foreach (var (split, loss) in rows.Where(row => row.Loss is not null))
        {
            table.AddTexts(split, Figures.Loss(loss), Figures.Perplexity(loss));
        }

        terminal.Write(table);
    }

    // The share of n-grams found, in a column for each order.
    private static void WriteNgrams(Terminal terminal, IReadOnlyList<NgramCoverage> rows)
    {
        var orders = Enumerable.Range(1, rows[0].Found.Count).Select(order => FormattableString.Invariant($">found {order}"));
        var table = Figures.Table(["split", ">loss", ">perplexity", ">tokens", .. orders]);
        foreach (var row in rows)
        {
            table.AddTexts(
                [row.Split, Figures.Loss(row.Loss), Figures.Perplexity(row.Loss), Figures.Count(row.Tokens), .. row.Found.Select(Figures.Share)]);
        }

        terminal.Write(table);
    }

    private static double? Perplexity(double? loss) => loss is { } nats ? Math.Exp(nats) : null;
}
