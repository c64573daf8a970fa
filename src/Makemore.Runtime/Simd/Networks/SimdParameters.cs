using Makemore.Runtime.Numerics;
using Makemore.Runtime.Simd.Optimizers;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>The parameters of a network in one piece of memory, and their derivatives in another that is laid out alike.</summary>
/// <param name="context">The number of tokens that the network sees.</param>
/// <param name="vocabulary">The number of tokens in the vocabulary.</param>
/// <param name="generator">Draws initial weights and masks.</param>
public sealed class SimdParameters(int context, int vocabulary, TorchGenerator generator) : IDisposable
{
    private readonly SimdMemory values = new();
    private readonly SimdMemory gradients = new();
    private readonly bool isTwin;
    private readonly List<SimdParameter> trained = [];
    private readonly List<SimdParameter> statistics = [];
    private nint end;

    private SimdParameters(SimdParameters twin)
        : this(twin.Context, twin.Vocabulary, twin.Generator)
    {
        isTwin = true;
        values = twin.values;
    }

    /// <summary>The number of tokens that the network sees.</summary>
    public int Context { get; } = context;

    /// <summary>The number of tokens in the vocabulary.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>The generator of the run.</summary>
    internal TorchGenerator Generator { get; } = generator;

    /// <summary>The trained tensors, in the order in which they were drawn.</summary>
    internal IReadOnlyList<SimdParameter> Trained => trained;

    /// <summary>The tensors that are kept but not trained by gradient, such as running means.</summary>
    internal IReadOnlyList<SimdParameter> Statistics => statistics;

    /// <summary>All parameters.</summary>
    internal Floats Values => values.At(0);

    /// <summary>The derivatives by them, each in the place of its parameter. They may be told to lie elsewhere.</summary>
    internal Floats Gradients { get; set; }

    /// <summary>The numbers of all tensors, with the gaps between them.</summary>
    internal nint Count => end;

    /// <summary>Makes room, before anything is taken.</summary>
    /// <param name="counts">The numbers of each tensor.</param>
    public void Reserve(params ReadOnlySpan<int> counts)
    {
        var all = (nint)0;
        foreach (var count in counts)
        {
            SimdMemory.Place(ref all, count);
        }

        if (isTwin)
        {
            return;
        }

        values.Reserve(all);
        gradients.Reserve(all);
        Gradients = gradients.At(0);
    }

    /// <summary>
    /// Parameters for a second network of the same kind, which computes on another thread: the values are the same numbers, nothing is
    /// drawn, and its derivatives have no place yet.
    /// </summary>
    internal SimdParameters Twin() => new(this);

    /// <summary>The memory of the next tensor.</summary>
    public Floats Take(int count) => values.At(SimdMemory.Place(ref end, count));

    /// <summary>The derivatives by a parameter.</summary>
    public Floats GradientOf(Floats parameter) => Gradients.From(PlaceOf(parameter));

    /// <summary>Draws a weight, to which regularization applies.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="name">Its path.</param>
    /// <param name="initializer">Where its first values come from.</param>
    /// <param name="shape">Its shape.</param>
    public void Weight(Floats to, string name, Initializer initializer, params ReadOnlySpan<long> shape) =>
        Draw(to, name, initializer, isWeight: true, shape);

    /// <summary>Draws a bias, gain or shift, to which regularization does not apply.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="name">Its path.</param>
    /// <param name="initializer">Where its first values come from.</param>
    /// <param name="shape">Its shape.</param>
    public void Bias(Floats to, string name, Initializer initializer, params ReadOnlySpan<long> shape) =>
        Draw(to, name, initializer, isWeight: false, shape);

    /// <summary>Makes a tensor that is kept but not trained by gradient.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="name">Its path.</param>
    /// <param name="value">Its first value everywhere.</param>
    /// <param name="shape">Its shape.</param>
    public void Statistic(Floats to, string name, float value, params ReadOnlySpan<long> shape)
    {
        var parameter = Of(to, name, isWeight: false, shape);
        if (!isTwin)
        {
            to.Span(parameter.Count).Fill(value);
        }

        statistics.Add(parameter);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!isTwin)
        {
            values.Dispose();
        }

        gradients.Dispose();
    }

    private void Draw(Floats to, string name, Initializer initializer, bool isWeight, ReadOnlySpan<long> shape)
    {
        var parameter = Of(to, name, isWeight, shape);
        if (!isTwin)
        {
            initializer.Draw(shape, Generator).CopyTo(to.Span(parameter.Count));
        }

        trained.Add(parameter);
    }

    private SimdParameter Of(Floats to, string name, bool isWeight, ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var size in shape)
        {
            count *= size;
        }

        return new(name, [.. shape], isWeight, PlaceOf(to), (int)count);
    }

    private nint PlaceOf(Floats parameter) => values.PlaceOf(parameter);
}
