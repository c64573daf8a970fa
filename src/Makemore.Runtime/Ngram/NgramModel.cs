using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Ngram.Estimation;
using Makemore.Runtime.Ngram.Scoring;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Ngram;

/// <summary>
/// A model that counts which token follows each context and estimates probabilities from the counts. In lines the context
/// at the start of a document is a single boundary and what follows it; a running text is scored from its first whole
/// context on.
/// </summary>
public sealed class NgramModel : ILanguageModel
{
    private const long MostCells = 1 << 22;

    private readonly int? boundary;
    private readonly NgramCounter? counter;
    private Smoothing? smoothing;
    private NgramTables? tables;

    /// <summary>Makes a model that is still to count.</summary>
    /// <param name="context">The tokens of a context; 0 counts tokens alone.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="boundary">The token before and behind each document, or null for a running text.</param>
    /// <param name="smoothing">How probabilities are estimated from counts.</param>
    /// <param name="counter">What counts; null to choose one now.</param>
    /// <param name="counting">The means of counting; null for the usual ones.</param>
    /// <exception cref="MakemoreException">The context is too long.</exception>
    public NgramModel(
        int context, int vocabulary, int? boundary, Smoothing smoothing, NgramCounter? counter = null,
            CountingOptions? counting = null)
    {
        (Context, Vocabulary, this.boundary, this.smoothing) = (context, vocabulary, boundary, smoothing);
        this.counter = counter ?? NgramCounter.Create(context + 1, vocabulary);
        Counting = counting ?? new();
    }

    /// <summary>A model that is estimated already.</summary>
    /// <param name="tables">The estimates.</param>
    /// <param name="boundary">The token before and behind each document, or null for a running text.</param>
    public NgramModel(NgramTables tables, int? boundary)
    {
        (Context, Vocabulary, this.boundary, this.tables, Counting) =
            (tables.Order - 1, tables.Vocabulary, boundary, tables, new());
    }

    /// <inheritdoc/>
    public int Vocabulary { get; }

    /// <inheritdoc/>
    public int Context { get; }

    /// <summary>
    /// The cells of the table, one for each context and token, where contexts have one length and the table is small;
    /// otherwise the n-grams of all orders that were seen.
    /// </summary>
    public long ParameterCount => smoothing is AddK && Cells is <= MostCells and var cells ? (long)cells : tables?.Count ?? 0;

    /// <inheritdoc/>
    public bool IsWindowed => true;

    /// <inheritdoc/>
    public bool HasLoss => smoothing?.IsDistribution ?? true;

    /// <summary>The means of counting.</summary>
    public CountingOptions Counting { get; set; }

    /// <summary>Whether there are estimates already.</summary>
    public bool IsEstimated => tables is not null;

    /// <summary>The parameters that were chosen on the dev split.</summary>
    public ImmutableArray<NamedParameter> Fitted { get; private set; } = [];

    /// <summary>The estimates.</summary>
    /// <exception cref="InvalidOperationException">Nothing was counted or loaded yet.</exception>
    public NgramTables Tables => tables ?? throw new InvalidOperationException("The model has not counted anything yet.");

    private double Cells => Math.Pow(Vocabulary, Context + 1.0);

    /// <summary>Counts a split and estimates the probabilities.</summary>
    /// <param name="train">What is counted.</param>
    /// <param name="dev">What parameters are fitted on; null where there is none.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="MakemoreException">A parameter is to be fitted, and there is no dev split; or counts cannot be
    /// kept.</exception>
    public NgramTrie Train(TokenSequences train, TokenSequences? dev = null, CancellationToken cancellation = default) =>
        Train([train], dev, cancellation);

    /// <summary>The same for a split that comes in parts, such as those of <see cref="TokenParts"/>.</summary>
    /// <param name="parts">What is counted; each part is looked at once, and need not be in memory together with others.</param>
    /// <param name="dev">What parameters are fitted on; null where there is none.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="MakemoreException">A parameter is to be fitted, and there is no dev split; or counts cannot be
    /// kept.</exception>
    public NgramTrie Train(
        IEnumerable<TokenSequences> parts, TokenSequences? dev = null, CancellationToken cancellation = default)
    {
        var chosen = smoothing ?? throw new InvalidOperationException("The model is estimated already.");
        if (chosen.IsFitted && dev is not { Tokens.Length: > 0 })
        {
            throw new MakemoreException(
                "smoothing: a parameter that is `fit` is chosen on the dev split, but the dev split is empty. Give " +
                    "it a share, or the parameter a number.");
        }

        var trie = counter!.Count(parts, Vocabulary, Counting, cancellation);
        if (chosen.IsFitted)
        {
            smoothing = chosen.Fit(trie, dev!, cancellation);
            Fitted = smoothing.Parameters;
        }

        tables = new(trie, smoothing.Estimate(trie));
        return trie;
    }

    /// <summary>The natural logarithm of a token's probability behind a context.</summary>
    /// <param name="context">The tokens before it, with boundaries before a document's first; any number of them.</param>
    /// <param name="token">The token.</param>
    public double LogProbability(ReadOnlySpan<int> context, int token)
    {
        var state = StateOf(context);
        return Tables.Next(ref state, token);
    }

    /// <inheritdoc/>
    public double Loss(TokenSequences tokens, CancellationToken cancellation = default)
    {
        if (!HasLoss)
        {
            throw new MakemoreException("Stupid back-off gives scores and no probabilities, so it has no loss.");
        }

        return NgramScore.Of(Tables, tokens, withOrders: false, cancellation).Loss;
    }

    /// <inheritdoc/>
    public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities)
    {
        var row = new double[Vocabulary];
        for (var start = 0; start < logProbabilities.Length; start += Vocabulary)
        {
            Tables.LogProbabilities(StateOf(contexts.Slice(start / Vocabulary * length, length)), row);
            for (var token = 0; token < Vocabulary; token++)
            {
                logProbabilities[start + token] = (float)row[token];
            }
        }
    }

    /// <inheritdoc/>
    public void TargetLogProbabilities(Batch batch, Span<double> logProbabilities)
    {
        var context = new int[batch.Length];
        for (var row = 0; row < batch.Size; row++)
        {
            var input = batch.Inputs.AsSpan(row * batch.Length, batch.Length);
            for (var place = 0; place < input.Length; place++)
            {
                context[place] = (int)input[place];
            }

            logProbabilities[row] = LogProbability(context, (int)batch.Targets[row]);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> State() => NgramState.Save(Tables, Fitted);

    /// <inheritdoc/>
    public void Load(IReadOnlyList<NamedTensor> state)
    {
        var loaded = NgramState.Load(state, Vocabulary, boundary);
        if (loaded.Order != Context + 1)
        {
            throw new MakemoreException(
                $"The saved model has n-grams of {loaded.Order} tokens, but {Context + 1} were expected. It was " +
                    $"saved by another experiment; train again.");
        }

        tables = loaded;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    // Before the last boundary of a context stands nothing that the model has seen together with what follows.
    private int StateOf(ReadOnlySpan<int> context)
    {
        var known = Tables;
        var state = NgramTables.Root;
        if (boundary is { } token && context.LastIndexOf(token) is >= 0 and var last)
        {
            state = known.StartState;
            context = context[(last + 1)..];
        }

        foreach (var next in context)
        {
            known.Next(ref state, next);
        }

        return state;
    }
}
