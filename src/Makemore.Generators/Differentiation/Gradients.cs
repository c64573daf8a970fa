using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Differentiation;

/// <summary>
/// Reverse-mode differentiation (Linnainmaa, 1970; Griewank and Walther, 2008) of a training step at build time: a graph that
/// computes a loss becomes one that computes its derivatives as well, in the same primitives.
/// </summary>
public static class Gradients
{
    /// <summary>The graph with a result <see cref="ResultKind.Gradient"/> for each trained parameter on which its loss depends.</summary>
    /// <param name="graph">A graph with a <see cref="ResultKind.Loss"/>.</param>
    public static PrimitiveGraph Of(PrimitiveGraph graph)
    {
        var statistics = graph.Results.Where(result => result.Kind == ResultKind.Statistic).Select(result => result.Name).ToList();
        return Of(graph, source => source.Kind == SourceKind.Parameter && !statistics.Contains(source.Name), ResultKind.Gradient);
    }

    /// <summary>
    /// The graph of each <see cref="ResultKind.Watched"/> value of a graph on which its loss depends, with a
    /// <see cref="ResultKind.WatchedGradient"/> for it, and of nothing else.
    /// </summary>
    /// <param name="graph">A graph with a <see cref="ResultKind.Loss"/>, and a probe at each watched value.</param>
    public static PrimitiveGraph OfWatched(PrimitiveGraph graph)
    {
        var all = Of(graph, source => source.Kind == SourceKind.Probe, ResultKind.WatchedGradient);
        var used = all.Results.Where(result => result.Kind == ResultKind.WatchedGradient).Select(result => result.Name).ToList();
        var kept = all.Results.Zip(all.Body.Results, (result, value) => (result, value)).Where(pair => used.Contains(pair.result.Name)).ToList();
        return LiveGraph.Of(new(
            all.Body with { Results = kept.Select(pair => pair.value).ToEquatableArray() }, kept.Select(pair => pair.result).ToEquatableArray()));
    }

    // The graph with the derivatives of its loss by some of what comes in.
    private static PrimitiveGraph Of(PrimitiveGraph graph, Func<Source, bool> isSought, ResultKind kind)
    {
        var builder = new PrimitiveBuilder();
        var tape = Tape.Of(
            graph.Body, builder, port => throw new InvalidOperationException($"Nothing comes into a graph by a port, such as {port.Kind}."),
            out var results);
        var sought = tape.Entries
            .Where(entry => entry.Primitive is Source source && isSought(source))
            .ToDictionary(entry => ((Source)entry.Primitive).Name, entry => entry.Results[0], StringComparer.Ordinal);
        var active = new HashSet<Tensor>(sought.Values);
        Activate(tape, active);
        var adjoints = new Adjoints(active, builder, tensor => tensor);
        adjoints.Add(results[graph.Results.ToList().FindIndex(result => result.Kind == ResultKind.Loss)], builder.Scalar(Number.Of(1)));
        adjoints.Run(tape);
        foreach (var source in sought.Values)
        {
            adjoints.Name(source);
        }

        var gradients = sought.Where(source => adjoints.Of(source.Value) is not null).ToList();
        return LiveGraph.Of(new(
            builder.Build(results.Concat(gradients.Select(gradient => adjoints.Of(gradient.Value)!))),
            graph.Results.Concat(gradients.Select(gradient => new GraphResult(kind, gradient.Key))).ToEquatableArray()));
    }

    // What depends on something active is active.
    private static void Activate(Tape tape, HashSet<Tensor> active)
    {
        foreach (var entry in tape.Entries)
        {
            if (entry.Inside is { } inside)
            {
                Activate(entry, inside, active);
            }
            else if (entry.Inputs.Any(active.Contains))
            {
                active.Add(entry.Results[0]);
            }
        }
    }

    private static void Activate(TapeEntry entry, ScanTape inside, HashSet<Tensor> active)
    {
        int before;
        foreach (var (input, port) in entry.Inputs.Zip(inside.States.Concat(inside.Elements), (input, port) => (input, port)))
        {
            if (active.Contains(input))
            {
                active.Add(port);
            }
        }

        // A state may become active by the step before.
        do
        {
            before = active.Count;
            Activate(inside.Body, active);
            active.UnionWith(inside.States.Where((_, state) => active.Contains(inside.Results[state])));
        }
        while (active.Count > before);
        active.UnionWith(entry.Results.Where((_, index) =>
            index < inside.Results.Count && active.Contains(inside.Results[index])));
    }
}
