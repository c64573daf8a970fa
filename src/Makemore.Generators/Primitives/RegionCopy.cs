namespace Makemore.Generators.Primitives;

/// <summary>The steps of a region once more: as they are, unless a step is built in another way.</summary>
public class RegionCopy
{
    /// <summary>Builds the steps as they are, and gives the results of the region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="builder">What builds it anew.</param>
    /// <param name="port">Gives what comes into it.</param>
    public static IReadOnlyList<Tensor> Of(PrimitiveRegion region, PrimitiveBuilder builder, Func<Port, Tensor> port)
    {
        var values = new RegionCopy().Apply(region, builder, port);
        return [.. region.Results.Select(result => values[result])];
    }

    /// <summary>Builds a scan, as it is, of other inputs.</summary>
    public static IReadOnlyList<Tensor> Of(Scan scan, IReadOnlyList<Tensor> inputs, PrimitiveBuilder builder) => new RegionCopy().Apply(scan, inputs, builder);

    /// <summary>A step that is no scan.</summary>
    protected virtual Tensor Apply(Primitive primitive, IReadOnlyList<Tensor> inputs, PrimitiveBuilder builder) => builder.Compute(primitive, inputs);

    /// <summary>All values of a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="builder">What builds it anew.</param>
    /// <param name="port">Gives what comes into it.</param>
    protected IReadOnlyList<Tensor> Apply(PrimitiveRegion region, PrimitiveBuilder builder, Func<Port, Tensor> port)
    {
        var values = new List<Tensor>();
        foreach (var node in region.Nodes)
        {
            List<Tensor> inputs = [.. node.Inputs.Select(input => values[input])];
            var results = node.Primitive switch
            {
                Port one => [port(one)],
                Scan scan => Apply(scan, inputs, builder),
                var primitive => [Apply(primitive, inputs, builder)],
            };
            values.AddRange(results.Select((result, index) => result.Called(region.NameOf(node.First + index))));
        }

        return values;
    }

    /// <summary>A scan with all its steps.</summary>
    protected virtual IReadOnlyList<Tensor> Apply(Scan scan, IReadOnlyList<Tensor> inputs, PrimitiveBuilder builder) => builder.Scan(
        scan.Axis, [.. inputs.Take(scan.States)],
        (inner, states) =>
        {
            var values = Apply(scan.Body, inner, port => port.Kind switch
            {
                PortKind.State => states[port.Index],
                PortKind.Element => inner.Element(inputs[scan.InputOf(port)], scan.Axis.Name),
                _ => inputs[scan.InputOf(port)],
            });
            return [.. scan.Body.Results.Select(result => values[result])];
        },
        scan.IsBackwards);
}
