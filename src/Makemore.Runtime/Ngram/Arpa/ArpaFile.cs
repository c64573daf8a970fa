using System.Globalization;

namespace Makemore.Runtime.Ngram.Arpa;

/// <summary>An n-gram of an ARPA file.</summary>
/// <param name="Words">Its words.</param>
/// <param name="LogProbability">The natural logarithm of the last word's probability.</param>
/// <param name="LogBackoff">The natural logarithm of its weight as a context; 0 where none is given.</param>
internal readonly record struct ArpaNgram(string[] Words, double LogProbability, double LogBackoff);

/// <summary>The content of an ARPA file: n-grams by order, from 1 on.</summary>
/// <param name="Name">The path of the file, for messages.</param>
/// <param name="Orders">The n-grams; those of order 1 stand at index 0.</param>
internal sealed record ArpaFile(string Name, IReadOnlyList<List<ArpaNgram>> Orders)
{
    private static readonly char[] Blanks = [' ', '\t', '\r'];

    /// <summary>Reads a file.</summary>
    /// <exception cref="MakemoreException">It cannot be read, or a line is not of the format; the message names it.</exception>
    public static ArpaFile Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return new Parser(path, reader).Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"arpa: {path} cannot be read: {error.Message}", error);
        }
    }

    private sealed class Parser(string name, TextReader reader)
    {
        private int number;

        public ArpaFile Read()
        {
            var line = NextLine();
            while (line != "\\data\\")
            {
                line = line is null ? throw Unfit("\\data\\", "the end of the file") : NextLine();
            }

            var counts = new List<long>();
            for (line = NextLine(); line is not null && line.StartsWith("ngram ", StringComparison.Ordinal); line = NextLine())
            {
                counts.Add(Count(line, counts.Count + 1));
            }

            if (counts.Count == 0)
            {
                throw Unfit("ngram 1=COUNT", line ?? "the end of the file");
            }

            var orders = new List<ArpaNgram>[counts.Count];
            for (var order = 1; order <= counts.Count; order++)
            {
                var head = string.Create(CultureInfo.InvariantCulture, $"\\{order}-grams:");
                if (line != head)
                {
                    throw Unfit(head, line ?? "the end of the file");
                }

                orders[order - 1] = [];
                var seen = new HashSet<string>(StringComparer.Ordinal);
                for (line = NextLine(); line is not null && !IsHead(line); line = NextLine())
                {
                    var ngram = Ngram(line, order, isLast: order == counts.Count);
                    orders[order - 1].Add(seen.Add(string.Join(' ', ngram.Words)) ? ngram : throw Unfit("each n-gram once", line));
                }

                if (orders[order - 1].Count != counts[order - 1])
                {
                    throw Unfit($"{counts[order - 1]} n-grams of order {order}, as the head of the file says",
                        $"{orders[order - 1].Count}");
                }

                if (order == 1 && orders[0].TrueForAll(IsImpossible))
                {
                    throw Unfit("a word with a probability above these lines", "-99 alone");
                }
            }

            return line == "\\end\\" ? new(name, orders) : throw Unfit("\\end\\", line ?? "the end of the file");
        }

        // A word may begin with a backslash too, but a number stands before it.
        private static bool IsHead(string line) => line.StartsWith('\\');

        // The start never comes next, whatever its logarithm.
        private static bool IsImpossible(ArpaNgram ngram) =>
            ngram.Words is [ArpaWords.Start] || double.IsNegativeInfinity(ngram.LogProbability);

        private long Count(string line, int order)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"ngram {order}=");
            return line.StartsWith(prefix, StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? count
                : throw Unfit(prefix + "COUNT", line);
        }

        private ArpaNgram Ngram(string line, int order, bool isLast)
        {
            var fields = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < order + 1 || fields.Length > order + 2)
            {
                throw Unfit($"a logarithm, {order} words, and perhaps another logarithm", line);
            }

            var ngram = new ArpaNgram(
                fields[1..(order + 1)], Natural(fields[0]), fields.Length > order + 1 ? Natural(fields[^1]) : 0);
            return ngram.LogProbability > 0 ? throw Unfit("a logarithm of a probability, 0 or less", fields[0])
                : isLast && ngram.LogBackoff != 0 ? throw Unfit("no back-off weight behind the longest n-grams", fields[^1])
                : ngram;
        }

        private double Natural(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var common) && common < double.PositiveInfinity
                ? common <= ArpaWriter.Impossible ? double.NegativeInfinity : common * Math.Log(10)
                : throw Unfit("a number", text);

        private string? NextLine()
        {
            string? line;
            do
            {
                line = reader.ReadLine()?.Trim(Blanks);
                number++;
            }
            while (line is { Length: 0 });
            return line;
        }

        private MakemoreException Unfit(string expected, string found) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}: expected {expected}, found '{found}'."));
    }
}
