using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>An axis under another name.</summary>
/// <param name="From">The name that it has.</param>
/// <param name="To">The name that it gets.</param>
public sealed record RenameAxis(string From, string To) : Operation("rename")
{
    /// <inheritdoc/>
    public override string Text => $"rename {From}={To}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var size = inference.Axis(From).Size;
        inference.RequireNew(To);
        return Shape.Of(inference.Numbers().Axes.Replace(From, new Axis(To, size)));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Input.Rename(From, To);
}

/// <summary>An axis as two: so many equal parts that follow each other, and the places within a part.</summary>
/// <param name="Over">The axis, which keeps its name for the places.</param>
/// <param name="Name">The axis of the parts.</param>
/// <param name="Parts">The number of parts.</param>
public sealed record SplitAxis(string Over, string Name, Number Parts) : Operation("split")
{
    /// <inheritdoc/>
    public override string Text => $"split {Name}={Parts}{(Over == "width" ? "" : $" over={Over}")}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var size = inference.Axis(Over).Size;
        inference.RequireNew(Name);
        inference.RequireMultiple(size, Parts, $"a '{Over}' that divides into equal parts; change one of the two");
        return Shape.Of(inference.Numbers().Axes.Replace(Over, new(Name, Parts), new(Over, size / Parts)));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) =>
        lowering.Input.Split(Over, new(Name, Parts), new(Over, lowering.Input.Axes[Over].Size / Parts));
}

/// <summary>Two axes as one: the parts follow each other, so that it undoes <see cref="SplitAxis"/>.</summary>
/// <param name="Over">The axis of the parts, which goes.</param>
/// <param name="Into">The other, which grows.</param>
public sealed record JoinAxes(string Over, string Into) : Operation("join")
{
    /// <inheritdoc/>
    public override string Text => $"join over={Over}{(Into == "width" ? "" : $" into={Into}")}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var size = inference.Axis(Over).Size * inference.Axis(Into).Size;
        if (Over == Into)
        {
            throw new ShapeException($"the axis '{Over}' twice", "two axes, one that goes and one that grows");
        }

        return Shape.Of(inference.Numbers().Axes.Without(Over).Replace(Into, new Axis(Into, size)));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Input.Merge(Over, Into);
}

/// <summary>A part of an axis.</summary>
/// <param name="Over">The axis.</param>
/// <param name="Start">The first place.</param>
/// <param name="Size">The number of places.</param>
public sealed record SliceAxis(string Over, Number Start, Number Size) : Operation("slice")
{
    /// <inheritdoc/>
    public override string Text => $"slice {Size} start={Start} over={Over}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        inference.RequireAtLeast(Start, Number.Of(0), "a first place, 0 or more");
        inference.RequireAtLeast(inference.Axis(Over).Size, Start + Size, $"a part that lies within '{Over}'");
        return Shape.Of(inference.Numbers().Axes.Replace(Over, new Axis(Over, Size)));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Input.Slice(Over, Start, Size);
}

/// <summary>Each step sees what came so many steps before it; before the start are zeros.</summary>
/// <param name="Steps">The number of steps.</param>
public sealed record ShiftSteps(Number Steps) : Operation("shift")
{
    /// <inheritdoc/>
    public override string Text => $"shift {Steps}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        inference.Axis("time");
        return inference.Numbers();
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Input.Then(new Pad("time", Steps, Number.Of(0)))
        .Slice("time", Number.Of(0), lowering.Input.Axes["time"].Size);
}

/// <summary>
/// At each step itself and those before it, the newest first, along a new axis; before the start are zeros.
/// </summary>
/// <param name="Name">The new axis.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Dilation">How far they are apart.</param>
public sealed record Lags(string Name, Number Steps, Number Dilation) : Operation("lags")
{
    /// <inheritdoc/>
    public override string Text => $"lags {Name}={Steps}{(Dilation is Number.Constant { Number: 1 } ? "" : $" dilation={Dilation}")}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        inference.RequireNew(Name);
        return Shape.Of(inference.Numbers().Axes.Replace("time", inference.Axis("time"), new(Name, Steps)));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Input
        .Then(new Pad("time", (Steps - Number.Of(1)) * Dilation, Number.Of(0))).Then(new Windows("time", new(Name, Steps), Dilation)).Then(new Reverse(Name));
}

/// <summary>What stands in a table at places that another tensor gives; places beyond an end are that end.</summary>
/// <param name="Over">The axis of the table that the places are of.</param>
public sealed record Lookup(string Over) : Operation("lookup")
{
    /// <inheritdoc/>
    public override string Text => $"lookup over={Over}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var (places, table) = (inference.Numbers(), inference.Numbers(1).Axes.Without(inference.Axis(Over, 1).Name));
        if (table.Items.FirstOrDefault(axis => places.Axes.Has(axis.Name)) is { } both)
        {
            throw new ShapeException(
                $"the axis '{both.Name}' in the places, {places}, and in the table", "places without the table's other axes; 'rename' tells them apart");
        }

        return Shape.Of(places.Axes.With(table));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var (places, table) = (lowering.Inputs[0].Maximum(Number.Of(0)), lowering.Inputs[1]);
        var last = table.Axes[Over].Size - Number.Of(1);
        return table.Then(new Gather(Over), (places * Number.Of(-1)).Maximum(Number.Of(0) - last) * Number.Of(-1));
    }
}

/// <summary>An axis from its end to its start.</summary>
/// <param name="Over">The axis.</param>
public sealed record ReverseAxis(string Over) : Operation("reverse")
{
    /// <inheritdoc/>
    public override string Text => $"reverse over={Over}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        inference.Axis(Over);
        return inference.Numbers();
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Input.Then(new Reverse(Over));
}
