using System.Diagnostics;
using System.Globalization;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Data;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Ngram.Estimation;
using Makemore.Runtime.Ngram.Scoring;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Benchmarks;

/// <summary>
/// How fast n-grams are counted, estimated and queried: order 6 on names, and order 5 on 100 MB of running text that a seeded
/// model writes. Where KenLM's lmplz and query are on the PATH, they work on the same text.
/// </summary>
internal static class NgramBenchmark
{
    private const int TextBytes = 100_000_000;
    private const int TextOrder = 5;

    /// <summary>Runs all of it and prints the figures; there is no limit to exceed.</summary>
    public static bool Run(TextWriter output)
    {
        Names(output);
        var text = new SeededText(seed: 1).Write(TextBytes);
        var path = Path.Combine(Path.GetTempPath(), $"makemore-benchmark-{Environment.ProcessId}.txt");
        try
        {
            File.WriteAllBytes(path, text);
            RunningText(path, output);
            KenlmComparison.Run(path, TextOrder, output);
        }
        finally
        {
            File.Delete(path);
        }

        return true;
    }

    private static void Names(TextWriter output)
    {
        var options = DataOptions.FromEnvironment(".");
        var isThere = options.DataFolders.Any(folder => File.Exists(Path.Combine(folder, "names.txt")));
        var dataset = new DatasetSpec { Name = isThere ? "names" : "given-names" };
        for (var round = 1; round <= 3; round++)
        {
            var clock = Stopwatch.StartNew();
            var corpus = CorpusLoader.Load(dataset, new(), options);
            var tokens = TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));
            using var model = new NgramModel(5, tokens.Tokenizer.VocabularySize, 0, new ModifiedKneserNey());
            model.Train(tokens.Train);
            var seconds = clock.Elapsed.TotalSeconds;
            Print(output, $"{dataset.Name}, order 6, round {round}: {seconds:0.000} s with reading, dev loss {model.Loss(tokens.Dev):0.0000}");
        }
    }

    private static void RunningText(string path, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        var dataset = new DatasetSpec { Path = path, Unit = DatasetUnit.Text };
        var split = new SplitSpec { Train = 1, Dev = 0, Test = 0, Shuffle = SplitShuffle.None };
        var corpus = CorpusLoader.Load(dataset, split, DataOptions.FromEnvironment("."));
        var tokens = TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));
        var reading = clock.Elapsed.TotalSeconds;

        clock.Restart();
        var vocabulary = tokens.Tokenizer.VocabularySize;
        var trie = NgramCounter.Create(TextOrder, vocabulary).Count(tokens.Train, vocabulary, new CountingOptions());
        var counting = clock.Elapsed.TotalSeconds;

        clock.Restart();
        var tables = new NgramTables(trie, new ModifiedKneserNey().Estimate(trie));
        var estimating = clock.Elapsed.TotalSeconds;
        var megabytes = TextBytes / 1e6;
        Print(output, $"text of {megabytes:0} MB, {vocabulary} characters, order {TextOrder}: {tables.Count:N0} n-grams, the longest {tables.CountOf(TextOrder):N0}");
        Print(output, $"  reading {reading:0.00} s, counting {counting:0.00} s, estimating {estimating:0.00} s");
        Print(output, $"  counting and estimating {megabytes / (counting + estimating):0} MB/s on {Environment.ProcessorCount} cores; with reading {megabytes / (reading + counting + estimating):0} MB/s");
        Print(output, $"  peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");

        clock.Restart();
        var score = NgramScore.Of(tables, tokens.Train, withOrders: false, CancellationToken.None);
        var querying = clock.Elapsed.TotalSeconds;
        Print(output, $"  queries {score.Tokens / querying / 1e6:0.0} million tokens per second on one core, loss {score.Loss:0.0000}");
    }

    private static void Print(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
