namespace Makemore.Runtime.Ngram.Counting;

/// <summary>
/// The n-grams that were counted, of all orders up to the greatest: a level for each order, a node for each n-gram, in
/// the order of its tokens, so that those with a common context stand side by side. Level 0 has one node, the empty one.
/// </summary>
public sealed class NgramTrie
{
    private readonly NgramLevel[] levels;

    /// <summary>Links the nodes of all levels and gives them their counts.</summary>
    /// <param name="levels">Level 0 and up, with the counts of those n-grams that are longest where they stand.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="boundary">The token before and behind each document, or null for a running text.</param>
    internal NgramTrie(NgramLevel[] levels, int vocabulary, int? boundary)
    {
        this.levels = levels;
        Vocabulary = vocabulary;
        Boundary = boundary;
        FindStarts();
        LinkSuffixes();
        for (var order = Order - 1; order >= 0; order--)
        {
            var longer = levels[order + 1];
            for (var node = 0; node < longer.Count; node++)
            {
                levels[order].Counts[longer.Suffixes[node]] += longer.Counts[node];
            }
        }
    }

    /// <summary>The greatest number of tokens of an n-gram.</summary>
    public int Order => levels.Length - 1;

    /// <summary>The number of tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>The token before and behind each document, or null for a running text.</summary>
    public int? Boundary { get; }

    /// <summary>The token before a document; of a running text, one behind the vocabulary.</summary>
    public int Start => Boundary ?? Vocabulary;

    /// <summary>The n-grams of an order.</summary>
    public NgramLevel this[int order] => levels[order];

    /// <summary>Whether a node of level 1 is a token that can come next: the start of a running text is none.</summary>
    public bool IsPredicted(int token) => token != Vocabulary;

    // The children of the start, and their children, stand side by side at each level.
    private void FindStarts()
    {
        var (from, to) = levels.Length > 2 && levels[1].Find(0, levels[1].Count, Start) is >= 0 and var start
            ? (start, start + 1) : (0, 0);
        for (var order = 2; order < levels.Length; order++)
        {
            (from, to) = (levels[order - 1].FirstChildren[from], levels[order - 1].FirstChildren[to]);
            levels[order].Starts = (from, to);
        }
    }

    // Whatever follows a context also follows its suffix, so both lists of children are gone through side by side.
    private void LinkSuffixes()
    {
        for (var order = 2; order < levels.Length; order++)
        {
            var (contexts, shorter) = (levels[order - 1], levels[order - 2]);
            var (nodes, targets) = (levels[order], levels[order - 1]);
            for (var context = 0; context < contexts.Count; context++)
            {
                var target = shorter.FirstChildren[contexts.Suffixes[context]];
                for (var node = contexts.FirstChildren[context]; node < contexts.FirstChildren[context + 1]; node++)
                {
                    while (targets.Tokens[target] != nodes.Tokens[node])
                    {
                        target++;
                    }

                    nodes.Suffixes[node] = target;
                }
            }
        }
    }
}

/// <summary>The n-grams of one order.</summary>
/// <param name="tokens">The last token of each.</param>
/// <param name="firstChildren">Where the n-grams that are longer by a token behind begin in the next level; one more
/// than nodes. Empty at the last level.</param>
/// <param name="counts">How often each was seen.</param>
public sealed class NgramLevel(int[] tokens, int[] firstChildren, long[] counts)
{
    private readonly int[] suffixes = new int[tokens.Length];

    /// <summary>The number of n-grams.</summary>
    public int Count => tokens.Length;

    /// <summary>The last token of each.</summary>
    public ReadOnlySpan<int> Tokens => tokens;

    /// <summary>Where the children of each begin in the next level; one more than nodes. Empty at the last level.</summary>
    public ReadOnlySpan<int> FirstChildren => firstChildren;

    /// <summary>For each, the node of the level below without the first token.</summary>
    public Span<int> Suffixes => suffixes;

    /// <summary>How often each was seen.</summary>
    public Span<long> Counts => counts;

    /// <summary>Those that begin with the start of a document, from one node to before another; none at level 1.</summary>
    public (int From, int To) Starts { get; internal set; }

    /// <summary>Whether an n-gram begins with the start of a document, so that nothing stands before it.</summary>
    public bool IsStart(int node) => node >= Starts.From && node < Starts.To;

    /// <summary>The node of a token among siblings, or -1.</summary>
    public int Find(int from, int to, int token) =>
        Array.BinarySearch(tokens, from, to - from, token) is >= 0 and var node ? node : -1;
}
