using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Ngram;

public class CountingTests
{
    [Theory]
    [InlineData(1, 6)]
    [InlineData(3, 6)]
    [InlineData(7, 300)]
    [InlineData(16, 27)]
    [InlineData(16, 257)]
    [InlineData(5, 40_000)]
    public void Every_n_gram_is_counted_as_often_as_it_is_there(int order, int vocabulary)
    {
        foreach (var tokens in (TokenSequences[])[TestCorpora.Lines(order, 500, vocabulary),
            TestCorpora.Text(order, 5000, vocabulary)])
        {
            var trie = NgramCounter.Create(order, vocabulary)
                .Count(tokens, vocabulary, new(), TestContext.Current.CancellationToken);

            Assert.Equal(Expected(tokens, order, vocabulary), Found(trie));
        }
    }

    [Fact]
    public void Sorted_runs_on_disk_come_to_the_same_counts_and_are_removed()
    {
        var files = new List<string>();
        var tokens = TestCorpora.Text(3, 200_000, 50);
        var options = new CountingOptions
        {
            Memory = 1,
            Threads = 2,
            CreateFile = () =>
            {
                var stream = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None,
                    4096, FileOptions.DeleteOnClose);
                lock (files)
                {
                    files.Add(stream.Name);
                }

                return stream;
            },
        };
        var counter = NgramCounter.Create(5, 50);

        var spilled = counter.Count(tokens, 50, options, TestContext.Current.CancellationToken);

        Assert.True(files.Count > 10);
        Assert.DoesNotContain(files, File.Exists);
        Assert.Equal(Found(counter.Count(tokens, 50, new(), TestContext.Current.CancellationToken)), Found(spilled));
    }

    [Theory]
    [InlineData(DatasetUnit.Line, 100)]
    [InlineData(DatasetUnit.Line, 1 << 20)]
    [InlineData(DatasetUnit.Text, 7)]
    [InlineData(DatasetUnit.Text, 1000)]
    public void A_file_that_is_read_in_parts_comes_to_the_same_counts(DatasetUnit unit, int partBytes)
    {
        using var folder = new TestFolder();
        var random = new Random(5);
        var text = string.Concat(Enumerable.Range(0, 3000).Select(_ => "aébcé\n€"[random.Next(7)]))
            .Replace("b", "\r\n", StringComparison.Ordinal);
        var corpus = folder.Load("\uFEFF" + text, unit);
        var tokenizer = Tokenizer.Create(new(), corpus);
        var whole = TokenizedCorpus.Create(corpus, tokenizer).Train;
        var counter = NgramCounter.Create(4, tokenizer.VocabularySize);
        var cancellation = TestContext.Current.CancellationToken;

        var parts = TokenParts.Read(Path.Combine(folder.Path, "data.txt"), unit, tokenizer, partBytes).ToList();

        Assert.Equal(partBytes < 3000, parts.Count > 1);
        Assert.Equal(
            Found(counter.Count(whole, tokenizer.VocabularySize, new(), cancellation)),
            Found(counter.Count(parts, tokenizer.VocabularySize, new(), cancellation)));
    }

    [Fact]
    public void A_full_disk_is_reported_and_nothing_is_left_open()
    {
        var streams = new List<FullDisk>();
        var options = new CountingOptions { Memory = 1, CreateFile = Open };

        var error = Assert.Throws<MakemoreException>(() => NgramCounter.Create(5, 50).Count(
            TestCorpora.Text(3, 200_000, 50), 50, options, TestContext.Current.CancellationToken));

        Assert.Contains("training.memory", error.Message, StringComparison.Ordinal);
        Assert.All(streams, stream => Assert.False(stream.CanRead));

        Stream Open()
        {
            lock (streams)
            {
                streams.Add(new(room: streams.Count < 3 ? long.MaxValue : 1000));
                return streams[^1];
            }
        }
    }

    [Fact]
    public void A_cancelled_count_leaves_no_file()
    {
        var streams = new List<FullDisk>();
        using var source = new CancellationTokenSource();
        var options = new CountingOptions { Memory = 1, Threads = 1, CreateFile = Open };

        Assert.ThrowsAny<OperationCanceledException>(() => NgramCounter.Create(5, 50).Count(
            TestCorpora.Text(3, 200_000, 50), 50, options, source.Token));
        Assert.All(streams, stream => Assert.False(stream.CanRead));

        Stream Open()
        {
            source.Cancel();
            streams.Add(new(long.MaxValue));
            return streams[^1];
        }
    }

    [Fact]
    public void A_layout_of_constants_counts_as_one_that_is_chosen_at_run_time()
    {
        var tokens = TestCorpora.Lines(1, 200, 27);
        var given = new NgramCounter<Key64, SixLetters>(default).Count(tokens, 27, new(), TestContext.Current.CancellationToken);
        var wide = new NgramCounter<Key512, SixLetters>(default).Count(tokens, 27, new(), TestContext.Current.CancellationToken);

        Assert.Equal(Expected(tokens, 6, 27), Found(given));
        Assert.Equal(Found(given), Found(wide));
    }

    private static SortedDictionary<string, long> Expected(TokenSequences tokens, int order, int vocabulary)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var document = 0; document < tokens.Count; document++)
        {
            int[] text = [tokens.Boundary ?? vocabulary, .. tokens[document], .. tokens.Boundary is { } boundary
                ? (int[])[boundary] : []];
            for (var end = 2; end <= text.Length; end++)
            {
                for (var start = Math.Max(0, end - order); start < end; start++)
                {
                    var gram = string.Join(' ', text[start..end]);
                    counts[gram] = counts.GetValueOrDefault(gram) + 1;
                }
            }
        }

        return counts;
    }

    // The start alone is a context and counts nothing.
    private static SortedDictionary<string, long> Found(NgramTrie trie)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        Visit(0, 0, "");
        return counts;

        void Visit(int order, int node, string gram)
        {
            if (order > 0 && trie[order].Counts[node] > 0)
            {
                counts.Add(gram, trie[order].Counts[node]);
            }

            for (var child = 0; order < trie.Order
                && child < trie[order].FirstChildren[node + 1] - trie[order].FirstChildren[node]; child++)
            {
                var next = trie[order].FirstChildren[node] + child;
                Visit(order + 1, next,
                    FormattableString.Invariant($"{gram}{(gram.Length > 0 ? " " : "")}{trie[order + 1].Tokens[next]}"));
            }
        }
    }

    private readonly struct SixLetters : INgramLayout
    {
        public int Order => 6;

        public int TokenBits => 5;
    }

    private sealed class FullDisk(long room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer);
        }
    }
}
