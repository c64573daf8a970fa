using System.Collections.Concurrent;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs;

/// <summary>
/// Keeps data that several runs share, each loaded and tokenized once, also when runs that go on at the same time ask for it
/// together. It belongs to one folder of data, whose files must not change meanwhile.
/// </summary>
public sealed class CorpusCache
{
    private readonly ConcurrentDictionary<CorpusKey, Lazy<TokenizedCorpus>> corpora = [];
    private readonly ConcurrentDictionary<DatasetSpec, Lazy<string>> hashes = [];

    /// <summary>The corpus of some settings; loaded now where nobody has asked for it before.</summary>
    internal TokenizedCorpus Corpus(CorpusKey key, Func<TokenizedCorpus> load) => Once(corpora, key, load);

    /// <summary>The hash of a dataset; read now where nobody has asked for it before.</summary>
    internal string Hash(DatasetSpec dataset, Func<string> read) => Once(hashes, dataset, read);

    private static TValue Once<TKey, TValue>(ConcurrentDictionary<TKey, Lazy<TValue>> kept, TKey key, Func<TValue> make)
        where TKey : notnull
    {
        var entry = kept.GetOrAdd(key, _ => new(make));
        try
        {
            return entry.Value;
        }
        catch
        {
            // What was cancelled, or could not be had, is tried anew by who asks next.
            kept.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }
    }
}

/// <summary>The settings that decide on a corpus.</summary>
internal sealed record CorpusKey(DatasetSpec Dataset, SplitSpec Split, TokenizerSpec Tokenizer);
