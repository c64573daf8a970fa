using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>A way to compute the same with less. It goes over one graph, and then tells what it has changed there.</summary>
public abstract class Pass : RegionCopy
{
    /// <summary>The passes that a model goes through before it is differentiated, in their order.</summary>
    /// <param name="batch">About how many examples are computed at once.</param>
    public static IReadOnlyList<Pass> OfModel(double batch) => [new OneHotRows(), new SplitProducts(), new StepsAtOnce(), new TableRows(batch)];

    /// <summary>The passes that what is computed goes through, with its derivatives, in their order.</summary>
    public static IReadOnlyList<Pass> OfSteps() =>
        [new OneHotRows(), new SoftmaxSteps(), new SumsOutside(), new ChosenSums(), new PlainSums(), new JoinedParts(), new Arithmetic()];

    /// <summary>What it is called.</summary>
    public abstract string Name { get; }

    /// <summary>How many steps it has rewritten.</summary>
    public int Changes { get; protected set; }

    /// <summary>The result of a step in another way; null where the step stays as it is.</summary>
    /// <param name="builder">What builds the region in which the step stands.</param>
    /// <param name="primitive">The step.</param>
    /// <param name="inputs">What it reads.</param>
    protected abstract Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs);

    /// <summary>The step that gives a tensor; null where it comes from outside.</summary>
    protected static (Primitive Primitive, IReadOnlyList<Tensor> Inputs)? StepOf(Tensor tensor)
    {
        var step = tensor.Builder.StepOf(tensor);
        return step.Primitive is Port or Source ? null : step;
    }

    /// <summary>A value and all that it is computed from, each once, however often it is read.</summary>
    protected static IEnumerable<Tensor> Origins(Tensor tensor) => Origins(tensor, _ => true);

    /// <summary>The same as far as a way back leads through some steps alone.</summary>
    protected static IEnumerable<Tensor> Origins(Tensor tensor, Func<Primitive, bool> goesThrough)
    {
        var (waiting, seen) = (new Stack<Tensor>([tensor]), new HashSet<Tensor>());
        while (waiting.Count > 0)
        {
            var origin = waiting.Pop();
            if (!seen.Add(origin))
            {
                continue;
            }

            yield return origin;
            var step = origin.Builder.StepOf(origin);
            foreach (var input in goesThrough(step.Primitive) ? step.Inputs : [])
            {
                waiting.Push(input);
            }
        }
    }

    /// <summary>Whether a value of a step depends on the step before.</summary>
    protected static bool Waits(Tensor tensor) => Origins(tensor)
        .Any(origin => origin.Builder.StepOf(origin).Primitive is Port { Kind: PortKind.State } or Keep or Remember);

    /// <summary>The graph with all its steps rewritten.</summary>
    public PrimitiveGraph Apply(PrimitiveGraph graph)
    {
        var builder = new PrimitiveBuilder();
        var values = Apply(graph.Body, builder, port => throw new InvalidOperationException($"Nothing comes into a graph by a port, such as {port.Kind}."));
        return graph with { Body = builder.Build(graph.Body.Results.Select(result => values[result])) };
    }

    /// <inheritdoc/>
    protected sealed override Tensor Apply(Primitive primitive, IReadOnlyList<Tensor> inputs, PrimitiveBuilder builder)
    {
        var rewritten = Rewrite(builder, primitive, inputs);
        Changes += rewritten is null ? 0 : 1;
        return rewritten ?? base.Apply(primitive, inputs, builder);
    }
}
