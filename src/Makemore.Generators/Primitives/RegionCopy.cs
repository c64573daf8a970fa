namespace Makemore.Generators.Primitives;

/// <summary>The steps of a region once more, as they are.</summary>
internal static class RegionCopy
{
    /// <summary>Builds the steps, and gives the results of the region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="builder">What builds it anew.</param>
    /// <param name="port">Gives what comes into it.</param>
    public static IReadOnlyList<Tensor> Of(PrimitiveRegion region, PrimitiveBuilder builder, Func<Port, Tensor> port)
    {
        var values = new List<Tensor>();
        foreach (var node in region.Nodes)
        {
            List<Tensor> inputs = [.. node.Inputs.Select(input => values[input])];
            var results = node.Primitive switch
            {
                Port one => [port(one)],
                Scan scan => Of(scan, inputs, builder),
                var primitive => [builder.Compute(primitive, inputs)],
            };
            values.AddRange(results.Select((result, index) => result.Called(region.NameOf(node.First + index))));
        }

        return [.. region.Results.Select(result => values[result])];
    }

    /// <summary>Builds a scan of other inputs.</summary>
    public static IReadOnlyList<Tensor> Of(Scan scan, IReadOnlyList<Tensor> inputs, PrimitiveBuilder builder) => builder.Scan(
        scan.Axis, [.. inputs.Take(scan.States)],
        (inner, states) => Of(scan.Body, inner, port => port.Kind switch
        {
            PortKind.State => states[port.Index],
            PortKind.Element => inner.Element(inputs[scan.States + port.Index], scan.Axis.Name),
            _ => inputs[scan.States + scan.Sequences + port.Index],
        }),
        scan.IsBackwards);
}
