using System.Runtime.CompilerServices;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Simd.Optimizers;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>A network on this machine's vector units together with what trains and measures it.</summary>
public sealed class SimdModel : IObservableModel, IParallelModel
{
    // From so many windows on it pays to look for equal ones; beyond the other number they would fill the memory.
    private const int ManyWindows = 4096;
    private const int MostWindows = 1 << 22;

    // From so many tokens on it pays to call a thread.
    private const int TokensOfThread = 256;

    private readonly ConditionalWeakTable<TokenSequences, DistinctWindows> measured = [];
    private (Batch? Batch, DistinctWindows? Windows) distinct;
    private readonly SampledText sampled;
    private readonly SimdNetwork network;
    private readonly SimdOptimizer optimizer;
    private readonly SimdPenalty? penalty;
    private readonly int accumulate;
    private readonly Func<SimdParameters, SimdNetwork> twin;
    private SimdCrew? crew;
    private SimdSlices? slices;
    private int threads = Environment.ProcessorCount;

    /// <summary>Takes a network over, with its parameters as they are.</summary>
    /// <param name="network">The network; it is disposed with the model.</param>
    /// <param name="twin">Makes a second network of its kind that shares its parameters.</param>
    /// <param name="spec">How it is trained and kept small.</param>
    public SimdModel(SimdNetwork network, Func<SimdParameters, SimdNetwork> twin, ExperimentSpec spec)
    {
        this.network = network;
        this.twin = twin;
        sampled = new(network, Compute);
        accumulate = spec.Training.Accumulate;
        optimizer = SimdOptimizer.Create(spec, network.Parameters.Trained);
        penalty = SimdPenalty.Create(spec.Regularization, network.Parameters.Trained);
        network.LabelSmoothing = spec.Smoothing.Type == SmoothingType.Label ? (float)spec.Smoothing.Amount : 0;
    }

    /// <inheritdoc/>
    public int Vocabulary => network.Parameters.Vocabulary;

    /// <inheritdoc/>
    public int Context => network.Parameters.Context;

    /// <inheritdoc/>
    public long ParameterCount => network.Parameters.Trained.Sum(parameter => (long)parameter.Count);

    /// <inheritdoc/>
    public bool IsWindowed => network.IsWindowed;

    private int TokensAtOnce => Examples.TokensAtOnce(Vocabulary);

    /// <inheritdoc/>
    public int Threads
    {
        get => threads;
        set
        {
            if (threads != value)
            {
                threads = value;
                slices?.Dispose();
                crew?.Dispose();
                (slices, crew) = (null, null);
            }
        }
    }

    private SimdCrew Crew => crew ??= new(network, twin, threads);

    private SimdSlices Slices => slices ??= new(Crew);

    /// <inheritdoc/>
    public StepLoss Step(Batch batch, double learningRate, bool wantsLoss)
    {
        sampled.Clear();
        var (values, gradients) = (network.Parameters.Values, network.Parameters.Gradients);
        var cut = SlicesOf(batch.Size, batch.Length);
        var loss = cut.AreDistinct ? network.Train(DistinctOf(batch))
            : accumulate > 1 ? Slices.TrainInParts(batch, cut)
            : cut.Count > 1 ? Slices.Train(batch, cut)
            : network.Train(batch.Inputs, batch.Targets, batch.Size, batch.Length);
        var addition = penalty?.Add(values, gradients) ?? 0;
        optimizer.Step(values, gradients, learningRate);
        return new(loss + addition, addition);
    }

    /// <inheritdoc/>
    public bool IsObservable => network.IsObservable;

    /// <inheritdoc/>
    public ObservedStep Observe(Batch batch, double learningRate) =>
        new SimdObserver(network).Observe(batch, () => Step(batch, learningRate, wantsLoss: true));

    /// <inheritdoc/>
    public StepSlices SlicesOf(int examples, int length) =>
        accumulate > 1 ? SimdSlices.OfParts(network, examples, length, accumulate, threads)
        : HasEqualWindows(examples, length) && network.IsByExample ? StepSlices.Whole(examples) with { AreDistinct = true }
        : SimdSlices.Of(network, examples, length, threads);

    /// <inheritdoc/>
    public double Loss(TokenSequences tokens, CancellationToken cancellation = default)
    {
        var examples = Examples.ForMeasurement(tokens, Context, IsWindowed);
        if (HasEqualWindows(examples.Count, Context))
        {
            return Loss(measured.GetValue(tokens, _ => DistinctWindows.Of(examples.All())), cancellation);
        }

        // A batch is written over by the next.
        var batches = examples.InBatches(TokensAtOnce).Select(batch => batch with { Inputs = [.. batch.Inputs], Targets = [.. batch.Targets] });
        return Measured(batches, (network, batch) =>
        {
            var (sum, count) = (0.0, 0L);
            var logits = network.Logits(batch.Inputs, batch.Size, batch.Length);
            for (var place = 0; place < batch.Targets.Length; place++)
            {
                if (batch.Targets[place] >= 0)
                {
                    sum -= CrossEntropy.LogProbability(logits, place * Vocabulary, Vocabulary, batch.Targets[place]);
                    count++;
                }
            }

            return (sum, count);
        }, cancellation);
    }

    /// <inheritdoc/>
    public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities)
    {
        if (contexts.Length == length)
        {
            sampled.LogProbabilities(contexts, logProbabilities);
        }
        else
        {
            Compute(contexts, length, logProbabilities);
        }
    }

    /// <inheritdoc/>
    public void TargetLogProbabilities(Batch batch, Span<double> logProbabilities)
    {
        var logits = network.Logits(batch.Inputs, batch.Size, batch.Length);
        for (var place = 0; place < batch.Targets.Length; place++)
        {
            logProbabilities[place] = CrossEntropy.LogProbability(logits, place * Vocabulary, Vocabulary, Math.Max(0, batch.Targets[place]));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> State() =>
        [.. StateTensors.Select(parameter => NamedTensor.Of(parameter.Name, parameter.Shape.AsSpan(), SpanOf(parameter)))];

    /// <inheritdoc/>
    public void Load(IReadOnlyList<NamedTensor> state)
    {
        var saved = NamedState.ByName(state, StateTensors.Select(parameter => parameter.Name), "model");
        foreach (var parameter in StateTensors)
        {
            NamedState.CheckShape(saved[parameter.Name], TensorType.Float32, parameter.Shape.AsSpan(), "model");
        }

        sampled.Clear();
        foreach (var parameter in StateTensors)
        {
            saved[parameter.Name].Values<float>().CopyTo(SpanOf(parameter));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> OptimizerState() => optimizer.State();

    /// <inheritdoc/>
    public void LoadOptimizer(IReadOnlyList<NamedTensor> state) => optimizer.Load(state);

    /// <inheritdoc/>
    public void Dispose()
    {
        slices?.Dispose();
        crew?.Dispose();
        optimizer.Dispose();
        network.Dispose();
    }

    // Among many windows most are there more than once; how many there are at all decides, so that the same run computes the same.
    private bool HasEqualWindows(int count, int length) => IsWindowed && count is >= ManyWindows and <= MostWindows && DistinctWindows.Fits(length, Vocabulary);

    // The full batch is the same object at each step.
    private DistinctWindows DistinctOf(Batch batch)
    {
        if (!ReferenceEquals(batch, distinct.Batch))
        {
            distinct = (batch, DistinctWindows.Of(batch));
        }

        return distinct.Windows!;
    }

    private double Loss(DistinctWindows windows, CancellationToken cancellation)
    {
        var rows = Math.Max(1, TokensAtOnce / Math.Max(1, windows.Length));
        var starts = Enumerable.Range(0, (windows.Targets.Length + rows - 1) / rows).Select(part => part * rows);
        return Measured(starts, (network, start) =>
        {
            var (sum, count) = (0.0, 0L);
            var size = Math.Min(rows, windows.Targets.Length - start);
            var logits = network.Logits(windows.Inputs.AsSpan(start * windows.Length, size * windows.Length), size, windows.Length);
            for (var row = 0; row < size; row++)
            {
                sum -= windows.Counts[start + row] * CrossEntropy.LogProbability(logits, row * Vocabulary, Vocabulary, windows.Targets[start + row]);
                count += windows.Counts[start + row];
            }

            return (sum, count);
        }, cancellation);
    }

    // The mean loss over parts that threads measure; they are added up in their order.
    private double Measured<T>(IEnumerable<T> parts, Func<SimdNetwork, T, (double Sum, long Count)> measure, CancellationToken cancellation)
    {
        var (sum, count) = (0.0, 0L);
        var results = new (double Sum, long Count)[Crew.Count];
        foreach (var some in parts.Chunk(Crew.Count))
        {
            cancellation.ThrowIfCancellationRequested();
            Crew.Each(some.Length, (network, index) => results[index] = measure(network, some[index]));
            foreach (var result in results.AsSpan(0, some.Length))
            {
                sum += result.Sum;
                count += result.Count;
            }
        }

        return sum / count;
    }

    private void Compute(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities)
    {
        var tokens = new long[contexts.Length];
        for (var place = 0; place < tokens.Length; place++)
        {
            tokens[place] = contexts[place];
        }

        var count = tokens.Length / length;
        var most = Math.Max(1, TokensAtOnce / length);
        // As many rows for each thread; few are not worth one.
        var rows = Math.Clamp((count + Crew.Count - 1) / Crew.Count, Math.Min(most, Math.Max(1, TokensOfThread / length)), most);
        var values = new float[count * Vocabulary];
        Crew.Each((count + rows - 1) / rows, (network, part) =>
        {
            var start = part * rows;
            var size = Math.Min(rows, count - start);
            var logits = network.Logits(tokens.AsSpan(start * length, size * length), size, length);
            for (var row = 0; row < size; row++)
            {
                var last = IsWindowed ? row : (row * length) + length - 1;
                CrossEntropy.LogProbabilities(logits, last * Vocabulary, values.AsSpan((start + row) * Vocabulary, Vocabulary));
            }
        });
        values.CopyTo(logProbabilities);
    }

    private IEnumerable<SimdParameter> StateTensors => network.Parameters.Trained.Concat(network.Parameters.Statistics);

    private Span<float> SpanOf(SimdParameter parameter) => network.Parameters.Values.From((int)parameter.Place).Span(parameter.Count);
}
