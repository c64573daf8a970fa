namespace Makemore.Runtime.Cli.Reports;

/// <summary>The losses of a trained model on whole splits.</summary>
internal sealed record EvaluationReport(string Name, string Hash, long Parameters, LossReport Losses) : Report
{
    /// <summary>e to the power of each loss.</summary>
    public LossReport Perplexities => new(
        Perplexity(Losses.Train), Perplexity(Losses.Dev), Perplexity(Losses.Test));

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        var table = Figures.Table("split", ">loss", ">perplexity");
        (string Split, double? Loss)[] rows = [("train", Losses.Train), ("dev", Losses.Dev), ("test", Losses.Test)];
        foreach (var (split, loss) in rows.Where(row => row.Loss is not null))
        {
            table.AddTexts(split, Figures.Loss(loss), Figures.Perplexity(loss));
        }

        terminal.Write(table);
    }

    private static double? Perplexity(double? loss) => loss is { } nats ? Math.Exp(nats) : null;
}
