namespace Makemore.Runtime.Batches;

/// <summary>One split as tokens: its documents laid end to end, without boundaries.</summary>
public sealed class TokenSequences
{
    /// <summary>Keeps what is given; nothing is copied.</summary>
    /// <param name="tokens">The tokens of all documents, one behind the other.</param>
    /// <param name="starts">Where each document starts, and at the end the number of tokens: one more than documents.</param>
    /// <param name="boundary">The token before and behind each document, or null for a running text, which has none.</param>
    public TokenSequences(int[] tokens, int[] starts, int? boundary)
    {
        Tokens = tokens;
        Starts = starts;
        Boundary = boundary;
    }

    /// <summary>The tokens of all documents, one behind the other.</summary>
    public ReadOnlyMemory<int> Tokens { get; }

    /// <summary>Where each document starts, and at the end the number of tokens.</summary>
    public ReadOnlyMemory<int> Starts { get; }

    /// <summary>The token before and behind each document, or null for a running text.</summary>
    public int? Boundary { get; }

    /// <summary>The characters of all documents, with the end of each line as one.</summary>
    public long Characters { get; init; }

    /// <summary>The tokens of all documents, with the boundary behind each line as one.</summary>
    public long TokenCount => Tokens.Length + (Boundary is null ? 0 : Count);

    /// <summary>The number of documents.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>The tokens of a document.</summary>
    public ReadOnlySpan<int> this[int index] =>
        Tokens.Span[Starts.Span[index]..Starts.Span[index + 1]];
}

/// <summary>The examples of one step.</summary>
/// <param name="Inputs">Token ids, (size, length) in row order.</param>
/// <param name="Targets">
/// (size) next tokens for a windowed model, (size, length) for a sequence model, where -1 marks what is ignored.
/// </param>
/// <param name="Size">The number of examples.</param>
/// <param name="Length">The tokens of each input.</param>
public sealed record Batch(long[] Inputs, long[] Targets, int Size, int Length)
{
    /// <summary>The targets that are not ignored.</summary>
    public long TargetCount() => TargetCount(0, Size);

    /// <summary>The targets of neighbouring examples that are not ignored.</summary>
    public long TargetCount(int start, int count)
    {
        var perExample = Targets.Length / Size;
        var targets = Targets.AsSpan(start * perExample, count * perExample);
        return targets.Length - targets.Count(-1L);
    }
}
