using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>A step that moves numbers along an axis, or repeats them, and computes none.</summary>
/// <param name="Primitive">The step.</param>
/// <param name="Before">The axes of what it reads.</param>
internal sealed record Rearrangement(Primitive Primitive, Axes Before)
{
    /// <summary>The axes that it changes, and those that it makes.</summary>
    public IReadOnlyList<string> Names => NamesOf(Primitive)!;

    /// <summary>Whether a step is one.</summary>
    public static bool Is(Primitive primitive) => NamesOf(primitive) is not null;

    /// <summary>The same done with another tensor, which may lack the axis where it is the same all along it.</summary>
    public Tensor Of(Tensor tensor) => Primitive switch
    {
        Expand => tensor.Then(Primitive),
        Pad pad when !tensor.Axes.Has(pad.Axis) => tensor.Then(new Expand(Before[pad.Axis])).Then(pad),
        _ => OfFactor(tensor),
    };

    /// <summary>The same done with what is a factor of such a tensor, so that it does not matter what stands beside it.</summary>
    public Tensor OfFactor(Tensor tensor) => tensor.Axes.Has(Names[0]) ? tensor.Then(Primitive) : tensor;

    private static string[]? NamesOf(Primitive primitive) => primitive switch
    {
        Pad pad => [pad.Axis],
        Slice slice => [slice.Axis],
        Reverse reverse => [reverse.Axis],
        Windows windows => [windows.Axis, windows.Window.Name],
        Rename rename => [rename.From, rename.To],
        Expand expand => [expand.Axis.Name],
        _ => null,
    };
}
