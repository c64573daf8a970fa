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
        var builder = new PrimitiveBuilder();
        var tape = Tape.Of(
            graph.Body, builder, port => throw new InvalidOperationException($"Nothing comes into a graph by a port, such as {port.Kind}."),
            out var results);
        var statistics = graph.Results.Where(result => result.Kind == ResultKind.Statistic).Select(result => result.Name).ToList();
        var parameters = tape.Entries
            .Where(entry => entry.Primitive is Source { Kind: SourceKind.Parameter } source && !statistics.Contains(source.Name))
            .ToDictionary(entry => ((Source)entry.Primitive).Name, entry => entry.Results[0], StringComparer.Ordinal);
        var active = new HashSet<Tensor>(parameters.Values);
        Activate(tape, active);
        var adjoints = new Adjoints(active, builder, tensor => tensor);
        adjoints.Add(results[graph.Results.ToList().FindIndex(result => result.Kind == ResultKind.Loss)], builder.Scalar(Number.Of(1)));
        adjoints.Run(tape);
        foreach (var parameter in parameters.Values)
        {
            adjoints.Name(parameter);
        }

        var gradients = parameters.Where(parameter => adjoints.Of(parameter.Value) is not null).ToList();
        return LiveGraph.Of(new(
            builder.Build(results.Concat(gradients.Select(gradient => adjoints.Of(gradient.Value)!))),
            graph.Results.Concat(gradients.Select(gradient => new GraphResult(ResultKind.Gradient, gradient.Key))).ToEquatableArray()));
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
