namespace Makemore.Cli.Progress;

/// <summary>
/// The losses of all steps so far as means of equal shares, in memory that does not grow: where it is full, neighbours are
/// joined.
/// </summary>
internal sealed class LossCurve
{
    private const int Most = 512;
    private readonly List<double> means = new(Most);
    private long share = 1;
    private double sum;
    private long count;

    /// <summary>Adds the loss of a step, in nats per token.</summary>
    public void Add(double loss)
    {
        sum += loss;
        count++;
        if (count < share)
        {
            return;
        }

        means.Add(sum / count);
        (sum, count) = (0, 0);
        if (means.Count == Most)
        {
            for (var pair = 0; pair < Most / 2; pair++)
            {
                means[pair] = (means[2 * pair] + means[(2 * pair) + 1]) / 2;
            }

            means.RemoveRange(Most / 2, Most / 2);
            share *= 2;
        }
    }

    /// <summary>The means from the first to the last; that of a share that is not full yet is left out.</summary>
    public double[] Values() => [.. means];
}
