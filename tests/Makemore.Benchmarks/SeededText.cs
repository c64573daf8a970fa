using Makemore.Runtime.Data;

namespace Makemore.Benchmarks;

/// <summary>
/// Text like a language's, the same for a seed everywhere: words, some much likelier than others, made of the syllables of the
/// embedded names, in sentences with capitals, punctuation and line ends.
/// </summary>
internal sealed class SeededText
{
    private const int WordCount = 50_000;

    private readonly Random random;
    private readonly byte[][] words;

    public SeededText(int seed)
    {
        random = new(seed);
        var dataset = CorpusLoader.Load(
            new() { Name = "given-names" }, new() { Train = 1, Dev = 0, Test = 0 }, DataOptions.FromEnvironment("."));
        words = [.. Enumerable.Range(0, WordCount).Select(_ => Word(dataset.Train))];
    }

    /// <summary>Writes so many bytes.</summary>
    public byte[] Write(int bytes)
    {
        var text = new byte[bytes];
        var (end, left) = (0, 0);
        while (end < bytes)
        {
            var isFirst = left == 0;
            left = isFirst ? random.Next(3, 25) : left - 1;
            // Zipf's law: the word of rank r comes about 1/r times as often as the first.
            var word = words[(int)Math.Exp(random.NextDouble() * Math.Log(WordCount)) - 1];
            foreach (var letter in word)
            {
                Add(isFirst ? (byte)(letter - 32) : letter);
                isFirst = false;
            }

            if (left == 0)
            {
                Add((byte)".?!"[random.Next(3)]);
                Add((byte)(random.Next(4) == 0 ? '\n' : ' '));
            }
            else
            {
                if (random.Next(10) == 0)
                {
                    Add((byte)",;:-"[random.Next(4)]);
                }

                Add((byte)' ');
            }
        }

        return text;

        void Add(byte letter)
        {
            if (end < bytes)
            {
                text[end++] = letter;
            }
        }
    }

    private byte[] Word(Documents names)
    {
        var first = names[random.Next(names.Count)];
        var second = names[random.Next(names.Count)];
        return [.. first[..random.Next(1, Math.Min(first.Length, 5))], .. second[random.Next(second.Length)..]];
    }
}
