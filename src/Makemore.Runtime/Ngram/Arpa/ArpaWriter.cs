using System.Globalization;
using Makemore.Runtime.Ngram.Scoring;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Ngram.Arpa;

/// <summary>
/// Writes a model as an ARPA file, as KenLM and SRILM read it: logarithms to base 10, interpolation folded into the
/// probabilities, back-off weights of all n-grams but the longest. An impossible token has the logarithm -99.
/// </summary>
/// <param name="tables">The model.</param>
/// <param name="tokenizer">The tokenizer that it was trained with.</param>
internal sealed class ArpaWriter(NgramTables tables, Tokenizer tokenizer)
{
    /// <summary>The logarithm of what is impossible.</summary>
    public const double Impossible = -99;

    private const double Tolerance = 1e-9;

    private readonly string[] words = ArpaWords.Of(tokenizer);
    private readonly NgramLevelValues[] levels = [.. Enumerable.Range(0, tables.Order + 1).Select(tables.Values)];

    /// <summary>Writes the file.</summary>
    public void Write(TextWriter writer)
    {
        writer.NewLine = "\n";
        writer.WriteLine("\\data\\");
        for (var order = 1; order <= tables.Order; order++)
        {
            var count = order == 1 ? SeenTokens() + 3 : tables.CountOf(order);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ngram {order}={count}"));
        }

        for (var order = 1; order <= tables.Order; order++)
        {
            writer.WriteLine();
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\\{order}-grams:"));
            if (order == 1)
            {
                WriteMeanings(writer);
            }

            Write(writer, order, 0, 0, "");
        }

        writer.WriteLine();
        writer.WriteLine("\\end\\");
    }

    private int SeenTokens() => levels[1].Tokens.Count(IsPlain);

    // <unk>, <s> and </s>, which every reader expects. Where all tokens were seen and no mass is left, nothing is unknown.
    private void WriteMeanings(TextWriter writer)
    {
        var known = levels[1].Tokens.Select((token, node) =>
            token == tables.Vocabulary ? 0 : Math.Exp(levels[1].LogProbabilities[node])).Sum();
        var unseen = known + Math.Exp(tables.LogUnseen) <= 1 + Tolerance ? tables.LogUnseen : double.NegativeInfinity;
        var start = Array.IndexOf(levels[1].Tokens, tables.Start);
        var end = tokenizer.Boundary is { } boundary ? Array.IndexOf(levels[1].Tokens, boundary) : -1;
        WriteLine(writer, 1, unseen, ArpaWords.Unknown, 0);
        WriteLine(writer, 1, 0, ArpaWords.Start, start >= 0 && tables.Order > 1 ? levels[1].LogBackoffs[start] : 0);
        WriteLine(writer, 1, end >= 0 ? levels[1].LogProbabilities[end] : double.NegativeInfinity, ArpaWords.End, 0);
    }

    // The n-grams of an order below a node; before stand the words of the node.
    private void Write(TextWriter writer, int order, int level, int node, string before)
    {
        for (var child = levels[level].FirstChildren[node]; child < levels[level].FirstChildren[node + 1]; child++)
        {
            var token = levels[level + 1].Tokens[child];
            if (level + 1 < order)
            {
                Write(writer, order, level + 1, child,
                    before + (level == 0 && token == tables.Start ? ArpaWords.Start : words[token]) + " ");
            }
            else if (order > 1 || IsPlain(token))
            {
                var values = levels[order];
                var word = token == tokenizer.Boundary ? ArpaWords.End : words[token];
                WriteLine(writer, order, values.LogProbabilities[child], before + word, order < tables.Order
                    ? values.LogBackoffs[child] : 0);
            }
        }
    }

    private bool IsPlain(int token) => token != tokenizer.Boundary && token != tables.Start;

    private void WriteLine(TextWriter writer, int order, double logProbability, string text, double logBackoff)
    {
        writer.Write(Common(logProbability));
        writer.Write('\t');
        writer.Write(text);
        if (order < tables.Order)
        {
            writer.Write('\t');
            writer.Write(Common(logBackoff));
        }

        writer.WriteLine();
    }

    private static string Common(double natural) =>
        Math.Max(Impossible, natural / Math.Log(10)).ToString("0.##########", CultureInfo.InvariantCulture);
}
