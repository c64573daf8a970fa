using Makemore.Runtime.Batches;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>The base of a generated network that computes its derivatives itself. It owns the parameters that it was made with.</summary>
/// <param name="parameters">What its parameters were drawn from.</param>
public abstract class SimdNetwork(SimdParameters parameters) : IDisposable
{
    private readonly SimdMemory inputs = new();
    private (Computation? Of, int Batch, int Time) laid;

    private enum Computation
    {
        Training,
        Evaluation,
        Continuation,
        Observation,
    }

    /// <summary>
    /// Whether the logits are one row per example, (batch, vocabulary); else (batch, time, vocabulary).
    /// </summary>
    public abstract bool IsWindowed { get; }

    /// <summary>Whether each example is computed for itself: no statistics of a batch, and nothing that is dropped.</summary>
    public abstract bool IsByExample { get; }

    /// <summary>Whether nothing that is computed for a place depends on the places behind it.</summary>
    public abstract bool IsCausal { get; }

    /// <summary>Whether it can compute the logits behind one more token from what it keeps of the tokens before.</summary>
    public bool Continues => IsCausal && !IsWindowed;

    /// <summary>Whether it can be looked into while it trains.</summary>
    public virtual bool IsObservable => false;

    /// <summary>Whether <see cref="DropoutShare"/> has a place in the network.</summary>
    public virtual bool HasDropout => false;

    /// <summary>The share that a plain <c>dropout</c> of the program drops: the spec's <c>regularization.dropout</c>.</summary>
    public float DropoutShare { get; set; }

    /// <summary>The share of a target that is spread over all tokens: the spec's <c>smoothing</c>.</summary>
    public float LabelSmoothing { get; set; }

    /// <summary>The parameters.</summary>
    internal SimdParameters Parameters => parameters;

    /// <summary>Memory for what is computed on the way.</summary>
    protected SimdMemory Memory { get; } = new();

    /// <summary>Memory for what is kept of each token, when they come one by one.</summary>
    protected SimdMemory Past { get; } = new();

    /// <summary>The tokens of the batch, (batch, time); (batch) when they come one by one.</summary>
    protected Floats Tokens { get; private set; }

    /// <summary>The tokens to predict, (batch) or (batch, time); -1 where there is none.</summary>
    protected Floats Targets { get; private set; }

    /// <summary>How many times each target counts, (batch) or (batch, time); 0 where there is none.</summary>
    protected Floats Weights { get; private set; }

    /// <summary>1 where a place has a token to predict, else 0; (batch, time).</summary>
    protected Floats Mask => Weights;

    /// <summary>About how much a step of training computes.</summary>
    /// <param name="batch">The number of examples.</param>
    /// <param name="time">The tokens of each.</param>
    public abstract StepWork Work(double batch, double time);

    /// <summary>Computes the loss of a batch, and all its derivatives by the parameters.</summary>
    /// <param name="tokens">Token ids, (batch, time).</param>
    /// <param name="targets">The next tokens, (batch) or (batch, time); -1 where there is none.</param>
    /// <param name="batch">The number of examples.</param>
    /// <param name="time">The tokens of each.</param>
    /// <returns>The mean loss in nats per token.</returns>
    internal float Train(ReadOnlySpan<long> tokens, ReadOnlySpan<long> targets, int batch, int time)
    {
        Lay(Computation.Training, batch, time);
        Take(tokens, targets);
        return Train();
    }

    /// <summary>Computes what nonlinearities give in such a step, and the derivatives of its loss by that; nothing else changes.</summary>
    /// <inheritdoc cref="Train(ReadOnlySpan{long}, ReadOnlySpan{long}, int, int)"/>
    internal WatchedTensor[] Observe(ReadOnlySpan<long> tokens, ReadOnlySpan<long> targets, int batch, int time)
    {
        Lay(Computation.Observation, batch, time);
        Take(tokens, targets);
        return Observe();
    }

    /// <summary>Computes the same of examples each of which stands for some that are equal.</summary>
    /// <param name="windows">The examples, each once.</param>
    /// <returns>The mean loss of all of them in nats per token.</returns>
    internal float Train(DistinctWindows windows)
    {
        Lay(Computation.Training, windows.Targets.Length, windows.Length);
        Widen(windows.Inputs, Tokens);
        Widen(windows.Targets, Targets);
        Widen(windows.Counts, Weights);
        return Train();
    }

    /// <summary>Computes logits.</summary>
    /// <param name="tokens">Token ids, (batch, time).</param>
    /// <param name="batch">The number of examples.</param>
    /// <param name="time">The tokens of each.</param>
    /// <returns>Logits, (batch, vocabulary) or (batch, time, vocabulary); they stay until the network computes again.</returns>
    internal Floats Logits(ReadOnlySpan<long> tokens, int batch, int time)
    {
        Lay(Computation.Evaluation, batch, time);
        Widen(tokens, Tokens);
        return Evaluate();
    }

    /// <summary>Computes the logits behind one more token of one text.</summary>
    /// <param name="token">The token.</param>
    /// <param name="place">Its place in the text; the tokens in front of it were given before.</param>
    /// <returns>Logits, (vocabulary); they stay until the network computes again.</returns>
    internal Floats Logits(long token, int place)
    {
        Lay(Computation.Continuation, 1, place + 1);
        Tokens[0] = token;
        return Continue();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        inputs.Dispose();
        Memory.Dispose();
        Past.Dispose();
        parameters.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Finds places for what a step of training computes.</summary>
    /// <param name="batch">The number of examples.</param>
    /// <param name="time">The tokens of each.</param>
    protected abstract void LayTraining(int batch, int time);

    /// <summary>Finds places for what logits are computed from.</summary>
    /// <param name="batch">The number of examples.</param>
    /// <param name="time">The tokens of each.</param>
    protected abstract void LayEvaluation(int batch, int time);

    /// <summary>Finds places for what the logits behind one more token are computed from.</summary>
    /// <param name="batch">The number of texts.</param>
    /// <param name="time">The tokens of each, with the last.</param>
    protected virtual void LayContinuation(int batch, int time)
    {
    }

    /// <summary>Finds places for what is computed to look into the network.</summary>
    /// <param name="batch">The number of examples.</param>
    /// <param name="time">The tokens of each.</param>
    protected virtual void LayObservation(int batch, int time)
    {
    }

    /// <summary>Finds places for what is kept of each token, the same for any number of them.</summary>
    protected virtual void LayPast()
    {
    }

    /// <summary>Computes the loss, and the derivatives by all parameters.</summary>
    /// <returns>The mean loss in nats per token.</returns>
    protected abstract float Train();

    /// <summary>Computes the logits.</summary>
    protected abstract Floats Evaluate();

    /// <summary>Computes the logits behind the last token, from it and from what was kept of those before.</summary>
    protected virtual Floats Continue() => throw new InvalidOperationException("This network computes all places of a text at once.");

    /// <summary>Computes what nonlinearities give in a step of training, and the derivatives of the loss by that.</summary>
    protected virtual WatchedTensor[] Observe() => throw new InvalidOperationException("This network was compiled without diagnostics.");

    /// <summary>The derivatives by a parameter.</summary>
    protected Floats Gradient(Floats parameter) => parameters.GradientOf(parameter);

    /// <summary>Draws which numbers dropout keeps: 0 with a probability, else 1; a share of 0 draws nothing.</summary>
    /// <param name="to">Where they go.</param>
    /// <param name="share">The probability.</param>
    /// <param name="count">How many.</param>
    protected void Drop(Floats to, double share, int count)
    {
        var values = to.Span(count);
        if (share == 0)
        {
            values.Fill(1);
            return;
        }

        parameters.Generator.FillUniform(values);
        foreach (ref var value in values)
        {
            value = value < share ? 0 : 1;
        }
    }

    private void Lay(Computation computation, int batch, int time)
    {
        if (laid == (computation, batch, time))
        {
            return;
        }

        var end = (nint)0;
        var (tokens, targets, weights) = (SimdMemory.Place(ref end, batch * time), SimdMemory.Place(ref end, batch * time), SimdMemory.Place(ref end, batch * time));
        inputs.Reserve(end);
        (Tokens, Targets, Weights) = (inputs.At(tokens), inputs.At(targets), inputs.At(weights));
        switch (computation)
        {
            case Computation.Training:
                LayTraining(batch, time);
                break;
            case Computation.Evaluation:
                LayEvaluation(batch, time);
                break;
            case Computation.Observation:
                LayObservation(batch, time);
                break;
            default:
                LayContinuation(batch, time);
                LayPast();
                break;
        }

        laid = (computation, batch, time);
    }

    private void Take(ReadOnlySpan<long> tokens, ReadOnlySpan<long> targets)
    {
        Widen(tokens, Tokens);
        Widen(targets, Targets);
        for (var place = 0; place < targets.Length; place++)
        {
            Weights[place] = targets[place] < 0 ? 0 : 1;
        }
    }

    private static void Widen(ReadOnlySpan<long> from, Floats to)
    {
        for (var place = 0; place < from.Length; place++)
        {
            to[place] = from[place];
        }
    }
}

/// <summary>Multiplications, additions and functions of single numbers.</summary>
/// <param name="OfBatch">Those that grow with the number of examples.</param>
/// <param name="Once">Those that are the same for any number of examples.</param>
public readonly record struct StepWork(double OfBatch, double Once);
