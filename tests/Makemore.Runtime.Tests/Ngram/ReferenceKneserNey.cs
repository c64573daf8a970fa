using System.Globalization;
using Makemore.Runtime.Batches;

namespace Makemore.Runtime.Tests.Ngram;

/// <summary>
/// Modified Kneser-Ney straight from the formulas of Heafield et al. (2013), over words in dictionaries: slow, and with
/// nothing in common with the estimator that it is compared with.
/// </summary>
internal sealed class ReferenceKneserNey
{
    private const string Start = "<s>";
    private const string End = "</s>";

    private readonly int order;
    private readonly Dictionary<string, long>[] adjusted;
    private readonly double[][] discounts;
    private readonly Dictionary<string, string[]>[] followers;
    private readonly int words;

    public ReferenceKneserNey(TokenSequences train, int order)
    {
        this.order = order;
        var lines = Lines(train);
        var raw = Enumerable.Range(0, order + 1).Select(_ => new Dictionary<string, long>()).ToArray();
        foreach (var line in lines)
        {
            for (var n = 1; n <= order; n++)
            {
                for (var i = 0; i + n <= line.Length; i++)
                {
                    var gram = string.Join(' ', line[i..(i + n)]);
                    raw[n][gram] = raw[n].GetValueOrDefault(gram) + 1;
                }
            }
        }

        adjusted = [.. raw.Select((grams, n) => n == order || n == 0
            ? grams
            : grams.Keys.Where(gram => gram != Start).ToDictionary(
                gram => gram,
                gram => gram.StartsWith(Start, StringComparison.Ordinal)
                    ? grams[gram]
                    : raw[n + 1].Keys.Count(longer => longer[(longer.IndexOf(' ') + 1)..] == gram)))];
        if (order == 1)
        {
            adjusted[1].Remove(Start);
        }

        discounts = [.. adjusted.Select(Discounts)];
        followers = [.. adjusted.Select(grams =>
            grams.Keys.GroupBy(ContextOf).ToDictionary(group => group.Key, group => group.ToArray()))];
        words = adjusted[1].Count + 1;
    }

    /// <summary>Nats per token, ends counted.</summary>
    public double Loss(TokenSequences tokens)
    {
        var (sum, count) = (0.0, 0);
        foreach (var line in Lines(tokens))
        {
            for (var i = 1; i < line.Length; i++)
            {
                sum -= Math.Log(Probability(line[Math.Max(0, i - order + 1)..i], line[i]));
                count++;
            }
        }

        return sum / count;
    }

    public double Probability(string[] context, string word)
    {
        var n = context.Length + 1;
        var shorter = n == 1 ? 1.0 / words : Probability(context[1..], word);
        if (!followers[n].TryGetValue(string.Join(' ', context), out var seen))
        {
            return shorter;
        }

        double total = seen.Sum(gram => adjusted[n][gram]);
        var gamma = seen.Sum(gram => discounts[n][Math.Min(adjusted[n][gram], 3)]) / total;
        var count = adjusted[n].GetValueOrDefault(string.Join(' ', [.. context, word]));
        return ((count - discounts[n][Math.Min(count, 3)]) / total) + (gamma * shorter);
    }

    private static double[] Discounts(Dictionary<string, long> grams)
    {
        double Number(int count) => grams.Values.Count(value => value == count);
        var y = Number(1) / (Number(1) + (2 * Number(2)));
        double[] discounts = [0, 1 - (2 * y * Number(2) / Number(1)), 2 - (3 * y * Number(3) / Number(2)),
            3 - (4 * y * Number(4) / Number(3))];
        var isDefined = Enumerable.Range(1, 3).All(j => Number(j) > 0 && discounts[j] >= 0 && discounts[j] <= j);
        return isDefined ? discounts : [0, 0.5, 1, 1.5];
    }

    private static string ContextOf(string gram) => gram.Contains(' ') ? gram[..gram.LastIndexOf(' ')] : "";

    private static string[][] Lines(TokenSequences tokens) => [.. Enumerable.Range(0, tokens.Count).Select(document =>
        (string[])[Start, .. tokens[document].ToArray().Select(token => token.ToString(CultureInfo.InvariantCulture)), End])];
}
