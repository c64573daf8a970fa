using Makemore.Generators.Collections;

namespace Makemore.Generators.Graphs;

/// <content>What is computed again and again: repetitions and scans.</content>
public sealed partial class GraphBuilder
{
    private const int MostRepetitions = 10_000;

    /// <summary>Computes a layer so many times, where each time is like the others.</summary>
    /// <param name="count">How many times.</param>
    /// <param name="function">The name of the layer.</param>
    /// <param name="input">What goes round.</param>
    /// <param name="body">Applies the layer to a node; null where it gives no tensor.</param>
    /// <returns>The new node; null where the times differ, so that the layer must be applied time by time.</returns>
    /// <exception cref="ShapeException">The layer cannot take the input, or it is repeated too often.</exception>
    public int? Repeat(Number count, string function, int input, Func<int, int?> body)
    {
        if (count.Value > MostRepetitions)
        {
            throw new ShapeException($"a repetition of {count} times", "at most 10000 times");
        }

        var inner = new RegionBuilder(region);
        var result = Within(inner, () => body(Enter(input, inner)));
        if (result is not { } end || nodes[end].Region != inner || inner.BorrowsParameters
            || !AreAlike(ShapeOf(end), ShapeOf(input)))
        {
            return null;
        }

        var built = new RegionNames(nodes, inner).Build([end]);
        if (built.Region.Parameters.Any(parameter => parameter.Initializer.Order != 0))
        {
            // A later order of drawing goes beyond one time.
            return null;
        }

        if (count is not Number.Constant)
        {
            Require(new(ConstraintKind.Below, count, Number.Of(MostRepetitions + 1), "repeat"));
        }

        return Add(new Repeat(count, function, built.Region), built, inner, [end], []);
    }

    /// <summary>Computes a layer of the prelude.</summary>
    /// <param name="layer">Makes the operation of what the program computes.</param>
    /// <param name="input">What comes in.</param>
    /// <param name="body">Runs the program on a node; null where it gives no tensor.</param>
    /// <returns>The new node; null where there is none.</returns>
    /// <exception cref="ShapeException">The layer cannot take the input.</exception>
    public int? Layer(Func<Region, Layer> layer, int input, Func<int, int?> body)
    {
        var inner = new RegionBuilder(region, keepsParameters: false);
        var result = Within(inner, () => body(Enter(input, inner)));
        if (result is not { } end)
        {
            return null;
        }

        var built = new RegionNames(nodes, inner).Build([end]);
        return Add(
            layer(built.Region), built, inner, [end],
            [.. built.Parameters.Select(parameter => parameter with { Name = Graphs.Layer.ParameterName(parameter.Name) })]);
    }

    /// <summary>Makes sure that a layer can take an input, before its program runs, in its own words.</summary>
    /// <param name="step">The layer as the program writes it.</param>
    /// <param name="input">What comes in.</param>
    /// <param name="rule">What it needs.</param>
    /// <exception cref="ShapeException">It cannot.</exception>
    public void Check(string step, int input, Action<Inference> rule)
    {
        var inference = new Inference(this, step, [ShapeOf(input)], [IsTokens(input)]);
        rule(inference);
        inference.Constraints.ToList().ForEach(Require);
    }

    /// <summary>Computes a step again and again along time, with the same parameters.</summary>
    /// <param name="read">What is read, each with an axis <c>time</c>.</param>
    /// <param name="starts">The first states; each is the same for all examples where it has no axis <c>batch</c>.</param>
    /// <param name="names">The names of what is read at a step, and of the states.</param>
    /// <param name="body">Gives the next states of what is read at a step and of those before; null where it cannot.</param>
    /// <returns>The new node: the first state after each step; null where there is no next state.</returns>
    /// <exception cref="ShapeException">There is no time in the input, or a state does not keep its shape.</exception>
    public int? Scan(
        IReadOnlyList<int> read, IReadOnlyList<int> starts, IReadOnlyList<string> names,
        Func<IReadOnlyList<int>, IReadOnlyList<int>, IReadOnlyList<int>?> body)
    {
        var inference = new Inference(this, "scan", [.. read.Select(ShapeOf)], [.. read.Select(IsTokens)]);
        var times = read.Select((_, index) => inference.Axis("time", index)).ToList();
        var inner = new RegionBuilder(region, keepsParameters: false) { Own = read.Count + starts.Count };
        List<int> elements = [.. read.Select((input, index) =>
            AddInput(inner, input, Shape.Of(ShapeOf(input).Axes.Without(times[index].Name)), names[index]))];
        var batch = new Axes(read.SelectMany(input => ShapeOf(input).Axes.Items).Where(axis => axis.Name == "batch").Take(1).ToEquatableArray());
        List<int> states = [.. starts.Select((start, index) =>
            AddInput(inner, start, Shape.Of(ShapeOf(start).Axes.With(batch)), names[read.Count + index]))];
        var results = Within(inner, () => body(elements, states)?.Select(result => Enter(result, inner)).ToList());
        if (results is null)
        {
            return null;
        }

        var built = new RegionNames(nodes, inner).Build(results);
        return Add(new Scan(elements.Count, states.Count, built.Region), built, inner, results, built.Parameters);
    }

    private T Within<T>(RegionBuilder inner, Func<T> compute)
    {
        var outer = region;
        region = inner;
        var result = compute();
        region = outer;
        return result;
    }

    // The node of an operation that computes a region.
    private int Add(
        Operation operation, NamedRegion built, RegionBuilder inner, IReadOnlyList<int> results, IReadOnlyList<ReadParameter> parameters)
    {
        var node = Apply(operation, [.. built.Inputs.Select(index => inner.Inputs[index])], parameters);
        ends[node] = results;
        return node;
    }

    // The node that stands for one of an outer region in this one.
    private int Enter(int node, RegionBuilder target)
    {
        if (nodes[node].Region == target)
        {
            return node;
        }

        var outside = Enter(node, target.Outer!);
        // What a step reads, and its states, are not what they were outside.
        var index = target.Inputs.IndexOf(outside, target.Own == 1 ? 0 : target.Own);
        return index < 0 ? AddInput(target, outside, ShapeOf(outside), null) : target.InputNodes[index];
    }

    private int AddInput(RegionBuilder target, int outside, Shape shape, string? name)
    {
        nodes.Add(new(target, null, new RegionInput(target.Inputs.Count), [], [], shape) { Name = name });
        target.Inputs.Add(outside);
        target.InputNodes.Add(nodes.Count - 1);
        return nodes.Count - 1;
    }

    private int Origin(int node)
    {
        while (nodes[node] is { Operation: RegionInput input, Region: var inner })
        {
            node = inner.Inputs[input.Index];
        }

        return node;
    }
}
