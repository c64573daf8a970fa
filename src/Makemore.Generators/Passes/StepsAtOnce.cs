using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>A product within a scan that waits for no state is computed for all steps at once, before the scan.</summary>
public sealed class StepsAtOnce : Pass
{
    /// <inheritdoc/>
    public override string Name => "steps at once";

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs)
    {
        if (primitive is not Contract || inputs.Any(Waits) || inputs.Select(ElementOf).FirstOrDefault(element => element is not null) is not { } element)
        {
            return null;
        }

        var step = element.Builder;
        // The axis of the steps is that which a sequence has more than its element.
        var axis = step.OutsideOf(element)!.Axes.Items.Select(axis => axis.Name).First(name => !element.Axes.Has(name));
        var moved = new Dictionary<Tensor, Tensor?>();
        return Outside(inputs[0]) is { } left && Outside(inputs[1]) is { } right ? step.Element(left.Then(primitive, right), axis) : null;

        // The same of all steps; null where it cannot be computed outside.
        Tensor? Outside(Tensor tensor)
        {
            if (tensor.Builder != step)
            {
                return tensor.Builder.Depth < step.Depth ? tensor : null;
            }

            if (step.OutsideOf(tensor) is { } all)
            {
                return all;
            }

            if (!moved.TryGetValue(tensor, out var known))
            {
                var (inner, read) = step.StepOf(tensor);
                List<Tensor?> outside = [.. read.Select(Outside)];
                known = inner is Scan || outside.Count == 0 || outside.Contains(null) ? null : outside[0]!.Then(inner, [.. outside.Skip(1).Select(one => one!)]);
                moved.Add(tensor, known);
            }

            return known;
        }
    }

    // An element of a sequence that a value is computed from; null where there is none.
    private static Tensor? ElementOf(Tensor tensor) => Origins(tensor)
        .FirstOrDefault(origin => origin.Builder == tensor.Builder && origin.Builder.StepOf(origin).Primitive is Port { Kind: PortKind.Element });
}
