using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>A trained vector added for each place in the context: (batch, context, width) to the same.</summary>
/// <param name="Initializer">Draws the table, (context, width).</param>
public sealed record Position(Initializer Initializer) : Operation("position")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        inference.Parameter("weight", ParameterRole.Weight, Initializer, input.Dimensions[1], input.Last);
        return input;
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var table = lowering.Parameter("weight", "time", "width");
        return lowering.Input + table.Slice("time", Number.Of(0), lowering.Input.Axes["time"].Size);
    }
}

/// <summary>
/// Each <paramref name="Steps"/> consecutive steps joined: (batch, time, width) to (batch, time / n, n * width).
/// </summary>
/// <param name="Steps">The number of steps that become one.</param>
public sealed record FlattenSteps(Number Steps) : Operation("flatten")
{
    /// <inheritdoc/>
    public override string Text => $"flatten {Steps}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        var time = input.Dimensions[1];
        inference.RequireMultiple(time, Steps, "a number of steps that can be divided evenly; change 'context' or the argument");
        var left = time / Steps;
        // A single step that is left is no dimension any more, as in the lecture's FlattenConsecutive.
        if (left.Value is 1)
        {
            inference.RequireEqual(left, Number.Of(1), "");
            return Shape.Of(input.Dimensions[0], Steps * input.Last);
        }

        return Shape.Of(input.Dimensions[0], left, Steps * input.Last);
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var (x, width) = (lowering.Input, lowering.Input.Axes["width"]);
        return lowering.Shape.Rank == 2
            ? x.Merge("time", width.Name)
            : x.Split("time", new("time", x.Axes["time"].Size / Steps), new("step", Steps)).Merge("step", width.Name);
    }
}

/// <summary>
/// At each step the vectors of the last steps joined, the newest first; before the start a trained blank vector.
/// (batch, context, width) to (batch, context, n * width).
/// </summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="Initializer">Draws the blank vector, (width).</param>
public sealed record Window(Number Steps, Initializer Initializer) : Operation("window")
{
    /// <inheritdoc/>
    public override string Text => $"window {Steps}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        inference.Parameter("blank", ParameterRole.Weight, Initializer, input.Last);
        return input.WithLast(Steps * input.Last);
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var (x, lag) = (lowering.Input, new Axis("lag", Steps));
        var seen = x.Then(new Pad("time", Steps - Number.Of(1))).Then(new Windows("time", lag, Number.Of(1))).Then(new Reverse("lag"));
        var isBefore = lowering.Iota(x.Axes["time"]).Less(lowering.Iota(lag));
        return isBefore.Choose(lowering.Parameter("blank", "width"), seen).Merge("lag", "width");
    }
}

/// <summary>
/// A causal convolution over time: each step sees itself and earlier ones, <paramref name="Dilation"/> steps apart, with
/// zeros before the start. (batch, context, in) to (batch, context, units).
/// </summary>
/// <param name="Units">The size of the result.</param>
/// <param name="Width">The number of steps that it sees.</param>
/// <param name="Dilation">How far they are apart.</param>
/// <param name="Weight">Draws the weight, (width * in, units), the oldest step first.</param>
/// <param name="Bias">Draws the bias, (units); null where there is none.</param>
public sealed record Conv(Number Units, Number Width, Number Dilation, Initializer Weight, Initializer? Bias) : Operation("conv")
{
    /// <inheritdoc/>
    public override string Text => $"conv {Units} width={Width} dilation={Dilation}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        var fanIn = Width * input.Last;
        inference.Parameter("weight", ParameterRole.Weight, Weight, fanIn, Units);
        inference.Bias(Bias, fanIn, Units);
        return input.WithLast(Units);
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var (x, step) = (lowering.Input, new Axis("step", Width));
        var seen = x.Then(new Pad("time", (Width - Number.Of(1)) * Dilation)).Then(new Windows("time", step, Dilation));
        return lowering.Product(
            seen.Merge("step", "width"), lowering.Parameter("weight", "width", "units"), lowering.Find("bias", "units"));
    }
}

/// <summary>
/// Causal multi-head self-attention with scaled dot products (Vaswani et al., 2017, arXiv:1706.03762): (batch, context,
/// width) to the same.
/// </summary>
/// <param name="Heads">The number of heads; the width is a multiple of it.</param>
/// <param name="Weight">Draws the weight of queries, keys and values, (width, 3 * width), and that of the projection.</param>
/// <param name="Bias">Draws both biases; null where there is none.</param>
public sealed record Attention(Number Heads, Initializer Weight, Initializer? Bias) : Operation("attention")
{
    /// <inheritdoc/>
    public override string Text => $"attention {Heads}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        var width = input.Last;
        inference.RequireMultiple(width, Heads, "a width that the heads share evenly; change one of the two");
        inference.Parameter("weight", ParameterRole.Weight, Weight, width, Number.Of(3) * width);
        inference.Bias(Bias, width, Number.Of(3) * width);
        inference.Parameter("projection", ParameterRole.Weight, Weight, width, width);
        inference.Bias(Bias, width, width, "projectionBias");
        return input;
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var (x, time, width) = (lowering.Input, lowering.Input.Axes["time"], lowering.Input.Axes["width"].Size);
        var joined = lowering.Product(x, lowering.Parameter("weight", "width", "units"), lowering.Find("bias", "units"));
        var query = Part(0);
        var key = Part(1).Rename("time", "source");
        var value = Part(2).Rename("time", "source");
        var scores = query.Dot(key, "width") / new Number.SquareRoot(width / Heads);
        // So small that its exponential is 0: what comes later is not seen.
        var isLater = lowering.Iota(time).Less(lowering.Iota(new("source", time.Size)));
        var shares = isLater.Choose(lowering.Scalar(Number.Of(-1e30)), scores).Softmax("source");
        return lowering.Product(
            shares.Dot(value, "source").Merge("head", "width"),
            lowering.Parameter("projection", "width", "units"), lowering.Find("projectionBias", "units"));

        Tensor Part(int index) => joined.Slice("width", Number.Of(index) * width, width)
            .Split("width", new("head", Heads), new("width", width / Heads));
    }
}

/// <summary>The mean of this and all earlier steps, a bag of words: (batch, context, width) to the same.</summary>
public sealed record Bow() : Operation("bow")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Sequence();

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) =>
        lowering.Input.Then(new CumulativeSum("time")) / (lowering.Iota(lowering.Input.Axes["time"]) + Number.Of(1));
}

/// <summary>The last step alone: (batch, context, width) to (batch, width).</summary>
public sealed record Last() : Operation("last")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        return Shape.Of(input.Dimensions[0], input.Last);
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var time = lowering.Input.Axes["time"].Size;
        return lowering.Input.Slice("time", time - Number.Of(1), Number.Of(1)).Merge("time", "width");
    }
}
