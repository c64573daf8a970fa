using Makemore.Runtime.Numerics;
using Makemore.Torch.Optimizers;
using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>
/// Draws the parameters of a network in the order of the calls, each under the path of its layer, such as
/// <c>blocks.0.attention.weight</c>, and keeps what all layers of the network share.
/// </summary>
public sealed class TorchParameters : IDisposable
{
    private readonly string path;
    private readonly List<TorchParameter> trained;
    private readonly List<(string Name, Tensor Tensor)> statistics;

    /// <summary>Starts with no parameter.</summary>
    /// <param name="context">The number of tokens that the network sees.</param>
    /// <param name="vocabulary">The number of tokens in the vocabulary.</param>
    /// <param name="generator">Draws initial weights and masks.</param>
    public TorchParameters(int context, int vocabulary, TorchGenerator generator)
        : this("", [], [], new(context, vocabulary, generator))
    {
    }

    private TorchParameters(
        string path, List<TorchParameter> trained, List<(string Name, Tensor Tensor)> statistics, TorchMode mode) =>
        (this.path, this.trained, this.statistics, Mode) = (path, trained, statistics, mode);

    /// <summary>The number of tokens that the network sees.</summary>
    public int Context => Mode.Context;

    /// <summary>The number of tokens in the vocabulary.</summary>
    public int Vocabulary => Mode.Vocabulary;

    /// <summary>The trained tensors, in the order in which they were drawn.</summary>
    public IReadOnlyList<TorchParameter> Trained => trained;

    /// <summary>The tensors that are kept but not trained by gradient, such as running means.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Statistics => statistics;

    /// <summary>What the layers of the network share.</summary>
    internal TorchMode Mode { get; }

    /// <summary>Draws a weight, to which regularization applies.</summary>
    /// <param name="name">Its name below the path.</param>
    /// <param name="initializer">Where its first values come from.</param>
    /// <param name="shape">Its shape.</param>
    public Tensor Weight(string name, Initializer initializer, params ReadOnlySpan<long> shape) =>
        Draw(name, initializer, isWeight: true, shape);

    /// <summary>Draws a bias, gain or shift, to which regularization does not apply.</summary>
    /// <param name="name">Its name below the path.</param>
    /// <param name="initializer">Where its first values come from.</param>
    /// <param name="shape">Its shape.</param>
    public Tensor Bias(string name, Initializer initializer, params ReadOnlySpan<long> shape) =>
        Draw(name, initializer, isWeight: false, shape);

    /// <summary>Makes a tensor that is kept but not trained by gradient.</summary>
    /// <param name="name">Its name below the path.</param>
    /// <param name="value">Its first value everywhere.</param>
    /// <param name="shape">Its shape.</param>
    public Tensor Statistic(string name, float value, params ReadOnlySpan<long> shape)
    {
        var tensor = full(shape.ToArray(), value, dtype: get_default_dtype()).DetachFromDisposeScope();
        statistics.Add((path + name, tensor));
        return tensor;
    }

    /// <summary>The same parameters, with a layer's name behind the path.</summary>
    public TorchParameters In(string name) => new($"{path}{name}.", trained, statistics, Mode);

    /// <summary>Makes layers that are alike, each with parameters of its own: <c>blocks.0</c>, <c>blocks.1</c> ...</summary>
    /// <param name="name">Their name behind the path.</param>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes one.</param>
    public T[] Repeat<T>(string name, int count, Func<TorchParameters, T> make) =>
        [.. Enumerable.Range(0, count).Select(index => make(In(FormattableString.Invariant($"{name}.{index}"))))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in trained)
        {
            parameter.Tensor.Dispose();
        }

        foreach (var (_, tensor) in statistics)
        {
            tensor.Dispose();
        }
    }

    private Tensor Draw(string name, Initializer initializer, bool isWeight, ReadOnlySpan<long> shape)
    {
        var values = initializer.Draw(shape, Mode.Generator);
        // A copy lies in libtorch's own memory, always aligned alike: vectorized sums depend on it in their last bits.
        using var drawn = tensor(values, shape.ToArray(), dtype: get_default_dtype());
        var parameter = drawn.clone().requires_grad_().DetachFromDisposeScope();
        trained.Add(new(path + name, parameter, isWeight));
        return parameter;
    }
}

/// <summary>What the layers of a network share.</summary>
/// <param name="context">The number of tokens that the network sees.</param>
/// <param name="vocabulary">The number of tokens in the vocabulary.</param>
/// <param name="generator">The generator of the run.</param>
internal sealed class TorchMode(int context, int vocabulary, TorchGenerator generator)
{
    public int Context { get; } = context;

    public int Vocabulary { get; } = vocabulary;

    public TorchGenerator Generator { get; } = generator;

    /// <summary>Whether batch statistics are used and masks are drawn.</summary>
    public bool IsTraining { get; set; }

    /// <summary>The share that a plain <c>dropout</c> of the program drops.</summary>
    public double DropoutShare { get; set; }

    /// <summary>Where the batch has tokens, (batch, context) of booleans; null where nothing only fills it up.</summary>
    public Tensor? Places { get; set; }
}
