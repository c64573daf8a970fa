using System.Collections.Concurrent;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs;

/// <summary>
/// Keeps corpora as tokens, so that many runs in one process read, divide and tokenize the same data once. Any thread may ask;
/// of several that ask for the same data at the same time one loads, and the others wait for it. What failed is tried again by
/// the next. It keeps what it has as long as it lives, and does not look whether a file has changed since.
/// </summary>
public sealed class CorpusCache
{
    private readonly ConcurrentDictionary<(DataOptions, DatasetSpec, SplitSpec, TokenizerSpec), Slot<TokenizedCorpus>> corpora = new();
    private readonly ConcurrentDictionary<(DataOptions, DatasetSpec), Slot<string>> hashes = new();

    /// <summary>The data of a spec, with the tokenizer that the spec asks for; loaded by the first who asks.</summary>
    internal TokenizedCorpus Corpus(ExperimentSpec spec, DataOptions options, Func<TokenizedCorpus> load) =>
        corpora.GetOrAdd((options, spec.Dataset, spec.Split, spec.Tokenizer), _ => new()).Get(load);

    /// <summary>What identifies the data of a spec.</summary>
    internal string Hash(DatasetSpec dataset, DataOptions options) =>
        hashes.GetOrAdd((options, dataset), _ => new()).Get(() => CorpusLoader.Hash(dataset, options));

    // A lazy value would keep the exception of the first, who may only have been cancelled.
    private sealed class Slot<T>
        where T : class
    {
        private readonly Lock held = new();
        private T? value;

        public T Get(Func<T> load)
        {
            lock (held)
            {
                return value ??= load();
            }
        }
    }
}
