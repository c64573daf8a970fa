using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Ngram;

namespace Makemore.Cli.Reports;

/// <summary>The losses of a trained model on whole splits.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Hash">The hash of its run.</param>
/// <param name="Parameters">The number of trained numbers.</param>
/// <param name="Losses">Nats per token.</param>
/// <param name="BitsPerCharacter">The same in bits per character, line ends included.</param>
internal sealed record EvaluationReport(string Name, string Hash, long Parameters, LossReport Losses,
    LossReport BitsPerCharacter) : Report
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

        var table = Tables.Of("split", ">loss", ">perplexity", ">bits/character");
        (string Split, double? Loss, double? Bits)[] rows =
        [
            ("train", Losses.Train, BitsPerCharacter.Train),
            ("dev", Losses.Dev, BitsPerCharacter.Dev),
            ("test", Losses.Test, BitsPerCharacter.Test),
        ];
        foreach (var (split, loss, bits) in rows.Where(row => row.Loss is not null))
        {
            table.AddTexts(split, Figures.Loss(loss), Figures.Perplexity(loss), Figures.Loss(bits));
        }

        terminal.Write(table);
    }

    // The share of n-grams found, in a column for each order.
    private static void WriteNgrams(Terminal terminal, IReadOnlyList<NgramCoverage> rows)
    {
        var orders = Enumerable.Range(1, rows[0].Found.Count).Select(order => FormattableString.Invariant($">found {order}"));
        var table = Tables.Of(["split", ">loss", ">perplexity", ">tokens", .. orders]);
        foreach (var row in rows)
        {
            table.AddTexts(
                [row.Split, Figures.Loss(row.Loss), Figures.Perplexity(row.Loss), Figures.Count(row.Tokens),
                    .. row.Found.Select(Figures.Share)]);
        }

        terminal.Write(table);
    }

    private static double? Perplexity(double? loss) => loss is { } nats ? Math.Exp(nats) : null;
}
