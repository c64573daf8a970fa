using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>A product within a scan that waits for no state is computed for all steps at once, before the scan.</summary>
public sealed class StepsAtOnce : Pass
{
    /// <inheritdoc/>
    public override string Name => "steps at once";

    /// <summary>Whether a value of a step depends on the step before.</summary>
    public static bool Waits(Tensor tensor)
    {
        var (primitive, inputs) = tensor.Builder.StepOf(tensor);
        return primitive is Port { Kind: PortKind.State } or Keep || inputs.Any(Waits);
    }

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs)
    {
        if (primitive is not Contract || inputs.Any(Waits) || inputs.FirstOrDefault(IsOfStep) is not { } ofStep)
        {
            return null;
        }

        var step = ofStep.Builder;
        var axis = AxisOf(ofStep);
        var all = step.OutsideOf(ofStep) ?? Outside(ofStep);
        var others = inputs.Select(input => input.Builder == step ? Outside(input) : input).ToList();
        return axis is null || others.Any(other => other is null) ? null
            : step.Element(others[0]!.Then(primitive, others[1]!), axis);

        Tensor? Outside(Tensor tensor)
        {
            if (tensor.Builder != step)
            {
                return tensor;
            }

            if (step.OutsideOf(tensor) is { } outside)
            {
                return outside;
            }

            var (inner, read) = step.StepOf(tensor);
            List<Tensor?> moved = [.. read.Select(Outside)];
            return inner is Scan || moved.Count == 0 || moved.Contains(null) ? null : moved[0]!.Then(inner, [.. moved.Skip(1).Select(one => one!)]);
        }
    }

    private static bool IsOfStep(Tensor tensor) => AxisOf(tensor) is not null;

    // The axis of the steps, if the value is of a step: that which its sequence has more than the element.
    private static string? AxisOf(Tensor tensor)
    {
        var (primitive, inputs) = tensor.Builder.StepOf(tensor);
        return primitive is Port { Kind: PortKind.Element } port
            ? tensor.Builder.OutsideOf(tensor)!.Axes.Items.Select(axis => axis.Name).First(name => !port.Axes.Has(name))
            : inputs.Where(input => input.Builder == tensor.Builder).Select(AxisOf).FirstOrDefault(axis => axis is not null);
    }
}
