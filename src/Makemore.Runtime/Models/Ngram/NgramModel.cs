using Makemore.Runtime.Data;

namespace Makemore.Runtime.Models.Ngram;

/// <summary>
/// A model that counts which token follows each context, in a dense table of one cell per context and token.
/// Without smoothing, the loss of a split with an n-gram that training never saw is infinite.
/// </summary>
public sealed class NgramModel : ILanguageModel
{
    private const long MostCells = 1L << 26;

    private readonly Smoothing smoothing;
    private readonly int? boundary;
    private readonly long[] counts;
    private readonly long[] totals;

    /// <summary>Makes an empty table.</summary>
    /// <param name="context">The tokens of a context; 0 counts tokens alone.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="boundary">The token before and behind each document, or null for a running text.</param>
    /// <param name="smoothing">How probabilities are estimated from counts.</param>
    /// <exception cref="MakemoreException">The table would be too large.</exception>
    public NgramModel(int context, int vocabulary, int? boundary, Smoothing smoothing)
    {
        var cells = Math.Pow(vocabulary, context + 1.0);
        if (cells > MostCells)
        {
            throw new MakemoreException(
                $"A table of {vocabulary} tokens and a context of {context} has {cells:E1} cells; at most {MostCells} are counted. " +
                "Choose a smaller context.");
        }

        Context = context;
        Vocabulary = vocabulary;
        this.boundary = boundary;
        this.smoothing = smoothing;
        counts = new long[(long)cells];
        totals = new long[counts.Length / vocabulary];
    }

    /// <inheritdoc/>
    public int Vocabulary { get; }

    /// <inheritdoc/>
    public int Context { get; }

    /// <summary>The cells of the table.</summary>
    public long ParameterCount => counts.Length;

    /// <inheritdoc/>
    public bool IsWindowed => true;

    /// <summary>How often each token followed each context, (contexts, vocabulary) in row order; the last token of a context varies fastest.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Adds the n-grams of a split to the table.</summary>
    public void Count(TokenSequences train)
    {
        foreach (var cell in new NgramCells(train, Context, Vocabulary))
        {
            counts[cell]++;
            totals[cell / Vocabulary]++;
        }
    }

    /// <inheritdoc/>
    public double Loss(TokenSequences tokens, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var sum = 0.0;
        var count = 0L;
        foreach (var cell in new NgramCells(tokens, Context, Vocabulary))
        {
            sum -= Math.Log(Probability(cell));
            count++;
        }

        return sum / count;
    }

    /// <inheritdoc/>
    public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities)
    {
        for (var row = 0; row < logProbabilities.Length / Vocabulary; row++)
        {
            var first = RowOf(contexts.Slice(row * length, length)) * Vocabulary;
            for (var token = 0; token < Vocabulary; token++)
            {
                logProbabilities[(row * Vocabulary) + token] = (float)Math.Log(Probability(first + token));
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> State() =>
        [NamedTensor.Of("counts", CountsShape, counts.AsSpan())];

    /// <inheritdoc/>
    public void Load(IReadOnlyList<NamedTensor> state)
    {
        var saved = NamedState.ByName(state, ["counts"], "model")["counts"];
        NamedState.CheckShape(saved, TensorType.Int64, CountsShape, "model");
        saved.Values<long>().CopyTo(counts);
        for (var row = 0; row < totals.Length; row++)
        {
            totals[row] = counts.AsSpan(row * Vocabulary, Vocabulary).ToArray().Sum();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private ReadOnlySpan<long> CountsShape => Enumerable.Repeat((long)Vocabulary, Context + 1).ToArray();

    private double Probability(long cell) => smoothing.Probability(counts[cell], totals[cell / Vocabulary]);

    private long RowOf(ReadOnlySpan<int> context)
    {
        long row = 0;
        foreach (var token in context)
        {
            row = (row * Vocabulary) + token;
        }

        return row;
    }
}
