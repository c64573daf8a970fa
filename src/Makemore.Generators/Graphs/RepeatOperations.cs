using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>What comes into a region from outside.</summary>
/// <param name="Index">Its place among the inputs of the region's <see cref="Repeat"/>.</param>
public sealed record RegionInput(int Index) : Operation("x")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Numbers();

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) =>
        throw new InvalidOperationException("What comes into a region is given to it.");
}

/// <summary>
/// A region computed so many times, each time on the result of the one before and with parameters of its own. The first input
/// is what goes round; the others are the same every time.
/// </summary>
/// <param name="Count">How many times.</param>
/// <param name="Function">The name of what is repeated: <c>block</c>.</param>
/// <param name="Body">The region; the shape of its result is that of its first input.</param>
public sealed record Repeat(Number Count, string Function, Region Body) : Operation("repeat")
{
    /// <inheritdoc/>
    public override string Text => $"repeat {Count} {Function}";

    /// <inheritdoc/>
    public override Region Inner => Body;

    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Numbers();

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Repeat(Count, Body);
}
