using System.Collections.Immutable;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Simd.Optimizers;

/// <summary>
/// The rule that changes the parameters of a network by their gradients. Its state has the names and shapes of the torch backend's, so
/// that a checkpoint of one goes on in the other.
/// </summary>
internal abstract class SimdOptimizer : IDisposable
{
    private readonly ImmutableArray<SimdParameter> parameters;
    private readonly ImmutableArray<ParameterRange> ranges;
    private readonly double clip;
    private readonly string[] memories;
    private readonly SimdMemory memory = new();
    private readonly nint stride;

    /// <summary>Lays out what the rule remembers: so many numbers for each parameter, all 0.</summary>
    /// <param name="spec">How the network is trained and kept small.</param>
    /// <param name="parameters">The parameters, in the order in which they were drawn.</param>
    /// <param name="memories">The names of what is remembered.</param>
    protected SimdOptimizer(ExperimentSpec spec, IReadOnlyList<SimdParameter> parameters, params string[] memories)
    {
        this.parameters = [.. parameters];
        this.memories = memories;
        ranges = ParameterRange.Of(spec.Regularization, parameters);
        clip = spec.Training.Clip;
        foreach (var parameter in parameters)
        {
            var end = parameter.Place;
            SimdMemory.Place(ref end, parameter.Count);
            stride = Math.Max(stride, end);
        }

        memory.Reserve(stride * memories.Length);
    }

    /// <summary>Makes the optimizer that a spec names.</summary>
    public static SimdOptimizer Create(ExperimentSpec spec, IReadOnlyList<SimdParameter> parameters) =>
        spec.Training.Optimizer.Type switch
        {
            OptimizerType.Sgd => new Sgd(spec, parameters),
            OptimizerType.Momentum => new Momentum(spec, parameters, isNesterov: false),
            OptimizerType.Nesterov => new Momentum(spec, parameters, isNesterov: true),
            OptimizerType.Adam => new Adam(spec, parameters, isDecoupled: false),
            OptimizerType.Adamw => new Adam(spec, parameters, isDecoupled: true),
            OptimizerType.Lion => new Lion(spec, parameters),
            var other => throw new MakemoreException($"The simd backend has no optimizer '{other}'."),
        };

    /// <summary>Changes the parameters; numbers in the gaps between tensors may change too.</summary>
    /// <param name="values">The parameters.</param>
    /// <param name="gradients">Their gradients, laid out alike; they stay as they are.</param>
    /// <param name="learningRate">The learning rate.</param>
    public void Step(Floats values, Floats gradients, double learningRate)
    {
        Begin();
        var scale = GradientNorm.Scale(parameters, gradients, clip);
        foreach (var range in ranges)
        {
            Update(range, values.From(range.Place), gradients.From(range.Place), scale, learningRate);
        }
    }

    /// <summary>What the rule remembers between steps, in a fixed order; empty where it remembers nothing.</summary>
    public virtual IReadOnlyList<NamedTensor> State() =>
        [.. Remembered().Select(entry =>
            NamedTensor.Of(entry.Name, entry.Parameter.Shape.AsSpan(), entry.Values.Span(entry.Parameter.Count)))];

    /// <summary>Goes on from such a state.</summary>
    /// <exception cref="MakemoreException">A name, a type or a shape differs.</exception>
    public void Load(IReadOnlyList<NamedTensor> state)
    {
        var expected = State();
        var saved = NamedState.ByName(state, expected.Select(tensor => tensor.Name), "optimizer");
        foreach (var tensor in expected)
        {
            NamedState.CheckShape(saved[tensor.Name], tensor.Type, tensor.Shape.AsSpan(), "optimizer");
        }

        Load(saved);
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    /// <summary>A step begins.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Changes a range of parameters.</summary>
    /// <param name="range">Where it is, and how it decays.</param>
    /// <param name="values">Its numbers.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="scale">What the gradients are multiplied by first.</param>
    /// <param name="learningRate">The learning rate.</param>
    protected abstract void Update(ParameterRange range, Floats values, Floats gradients, float scale, double learningRate);

    /// <summary>Takes a state over that has the right names and shapes.</summary>
    protected virtual void Load(IReadOnlyDictionary<string, NamedTensor> saved)
    {
        foreach (var (name, parameter, values) in Remembered())
        {
            saved[name].Values<float>().CopyTo(values.Span(parameter.Count));
        }
    }

    /// <summary>What is remembered of a range, by the index of its name.</summary>
    protected Floats Memory(int index, ParameterRange range) => memory.At((index * stride) + range.Place);

    private IEnumerable<(string Name, SimdParameter Parameter, Floats Values)> Remembered() =>
        memories.SelectMany((what, index) => parameters.Select(parameter =>
            ($"{what}.{parameter.Name}", parameter, memory.At((index * stride) + parameter.Place))));
}
