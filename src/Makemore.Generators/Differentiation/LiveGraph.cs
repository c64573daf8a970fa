using Makemore.Generators.Primitives;

namespace Makemore.Generators.Differentiation;

/// <summary>A graph without what its results do not need: steps, states of scans, and what they keep of each step.</summary>
internal static class LiveGraph
{
    /// <summary>The graph with what is needed alone.</summary>
    public static PrimitiveGraph Of(PrimitiveGraph graph)
    {
        var builder = new PrimitiveBuilder();
        var results = Copy(graph.Body, Needed(graph.Body, graph.Body.Results), builder, _ => throw new InvalidOperationException("A graph has no port."));
        return graph with { Body = builder.Build(graph.Body.Results.Select(result => results[result]!)) };
    }

    // Which values the results need.
    private static bool[] Needed(PrimitiveRegion region, IEnumerable<int> results)
    {
        var needed = new bool[region.Nodes.Sum(node => node.Results.Count)];
        foreach (var result in results)
        {
            needed[result] = true;
        }

        // What comes in stays: a derivative lies as its parameter does, also where it does not read it. What is kept for later does, too.
        foreach (var source in region.Nodes.Where(node => node.Primitive is Source { Kind: not SourceKind.Probe } or Remember))
        {
            needed[source.First] = true;
        }

        foreach (var node in region.Nodes.Reverse().Where(node => node.Results.Select((_, index) => needed[node.First + index]).Contains(true)))
        {
            var inputs = node.Primitive is Scan scan ? InputsOf(scan, [.. node.Results.Select((_, index) => needed[node.First + index])], out _)
                : Enumerable.Repeat(true, node.Inputs.Count);
            foreach (var input in node.Inputs.Where((_, place) => inputs.ElementAt(place)))
            {
                needed[input] = true;
            }
        }

        return needed;
    }

    // Which inputs of a scan are needed, and which of its states.
    private static bool[] InputsOf(Scan scan, bool[] results, out bool[] states)
    {
        states = [.. results.Take(scan.States)];
        while (true)
        {
            var wanted = states.Concat(results.Skip(scan.States)).ToList();
            var needed = Needed(scan.Body, scan.Body.Results.Where((_, index) => wanted[index]));
            var ports = scan.Body.Nodes.Where(node => node.Primitive is Port && needed[node.First]).Select(node => (Port)node.Primitive).ToList();
            var read = ports.Where(port => port.Kind == PortKind.State).Select(port => port.Index).ToList();
            if (read.All(index => wanted[index]))
            {
                var (count, own) = (scan.States + scan.Sequences, states);
                var constants = scan.Body.Nodes.Select(node => node.Primitive).OfType<Port>().Where(port => port.Kind == PortKind.Constant)
                    .Select(port => port.Index + 1).Append(0).Max();
                return [.. Enumerable.Range(0, count + constants).Select(input => input < scan.States ? own[input]
                    : ports.Any(port => port.Kind == (input < count ? PortKind.Element : PortKind.Constant)
                        && port.Index == input - (input < count ? scan.States : count)))];
            }

            read.ForEach(index => wanted[index] = true);
            states = [.. wanted.Take(scan.States)];
        }
    }

    private static Tensor?[] Copy(PrimitiveRegion region, bool[] needed, PrimitiveBuilder builder, Func<Port, Tensor> port)
    {
        var values = new Tensor?[needed.Length];
        foreach (var node in region.Nodes)
        {
            bool[] wanted = [.. node.Results.Select((_, index) => needed[node.First + index])];
            if (!wanted.Contains(true))
            {
                continue;
            }

            List<Tensor?> inputs = [.. node.Inputs.Select(input => values[input])];
            if (node.Primitive is Scan scan)
            {
                var results = Copy(scan, wanted, inputs, builder).Select((result, index) => result?.Called(region.NameOf(node.First + index)));
                results.ToArray().CopyTo(values, node.First);
            }
            else
            {
                values[node.First] = (node.Primitive is Port one ? port(one) : builder.Compute(node.Primitive, [.. inputs.Select(input => input!)]))
                    .Called(region.NameOf(node.First));
            }
        }

        return values;
    }

    private static Tensor?[] Copy(Scan scan, bool[] wanted, IReadOnlyList<Tensor?> inputs, PrimitiveBuilder builder)
    {
        InputsOf(scan, wanted, out var states);
        List<int> carried = [.. Enumerable.Range(0, scan.States).Where(state => states[state])];
        List<int> kept = [.. Enumerable.Range(scan.States, wanted.Length - scan.States).Where(result => wanted[result])];
        var results = builder.Scan(
            scan.Axis, [.. carried.Select(state => inputs[state]!)],
            (inner, before) =>
            {
                List<int> next = [.. carried.Concat(kept).Select(result => scan.Body.Results[result])];
                var values = Copy(scan.Body, Needed(scan.Body, next), inner, port => port.Kind switch
                {
                    PortKind.State => before[carried.IndexOf(port.Index)],
                    PortKind.Element => inner.Element(inputs[scan.InputOf(port)]!, scan.Axis.Name),
                    _ => inputs[scan.InputOf(port)]!,
                });
                return [.. next.Select(result => values[result]!)];
            },
            scan.IsBackwards);
        var all = new Tensor?[wanted.Length];
        foreach (var (result, place) in carried.Concat(kept).Select((result, place) => (result, place)))
        {
            all[result] = results[place];
        }

        return all;
    }
}
