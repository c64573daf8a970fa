using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>
/// Batch normalization (Ioffe and Szegedy, 2015, arXiv:1502.03167): <c>gain * (x - mean) / deviation + shift</c> over all
/// dimensions but the innermost; with running statistics where it does not train.
/// </summary>
/// <param name="Epsilon">Added to the variance before its root is taken.</param>
/// <param name="Momentum">The share of the new in a running statistic.</param>
/// <param name="KeepsDeviation">Whether the running statistic is the standard deviation, as in the lecture; else the
/// variance.</param>
/// <param name="IsUnbiased">Whether the batch's variance that normalizes is divided by n - 1.</param>
/// <param name="Gain">Draws the gain.</param>
/// <param name="Shift">Draws the shift.</param>
public sealed record BatchNorm(
    Number Epsilon, Number Momentum, bool KeepsDeviation, bool IsUnbiased, Initializer Gain, Initializer Shift)
    : Operation("batchnorm")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Vectors();
        inference.Parameter("gain", ParameterRole.Bias, Gain, input.Last);
        inference.Parameter("shift", ParameterRole.Bias, Shift, input.Last);
        inference.Parameter("mean", ParameterRole.Statistic, Initializer.Zeros, input.Last);
        inference.Parameter(KeepsDeviation ? "deviation" : "variance", ParameterRole.Statistic, Initializer.Ones, input.Last);
        return input;
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var x = lowering.Input;
        var spreadName = KeepsDeviation ? "deviation" : "variance";
        var (mean, spread) = (lowering.Parameter("mean", "width"), lowering.Parameter(spreadName, "width"));
        if (!lowering.IsTraining)
        {
            return Normalize(mean, KeepsDeviation ? spread * spread : spread);
        }

        // What is padded takes no part in the statistics.
        string[] rows = [.. x.Axes.Items.Select(axis => axis.Name).Where(name => name != "width")];
        var mask = x.Axes.Has("time") ? lowering.Mask : null;
        var count = mask?.Sum(rows) ?? lowering.Scalar(x.Axes.SizeOf(rows));
        var batchMean = (Total(x).Called("sum") / count).Called("batchMean");
        var centered = (x - batchMean).Called("centered");
        var squares = Total(centered * centered).Called("squares");
        var unbiased = (squares / (count + Number.Of(-1))).Called("batchVariance");
        lowering.Update("mean", Moved(mean, batchMean));
        lowering.Update(spreadName, Moved(spread, KeepsDeviation ? unbiased.Map(UnaryFunction.SquareRoot).Called("batchDeviation") : unbiased));
        var normalized = Normalize(batchMean, IsUnbiased ? unbiased : (squares / count).Called("biasedVariance"));
        // And is nothing for who looks ahead.
        return mask is null ? normalized : normalized * mask;

        Tensor Total(Tensor values) => (mask is null ? values : values * mask).Sum(rows);

        Tensor Moved(Tensor running, Tensor current) =>
            (running + ((current - running) * Momentum)).Called(ReferenceEquals(running, mean) ? "nextMean" : KeepsDeviation ? "nextDeviation" : "nextVariance");

        Tensor Normalize(Tensor center, Tensor variance) =>
            (((x - center) / (variance + Epsilon).Map(UnaryFunction.SquareRoot).Called("deviation")).Called("normalized") * lowering.Parameter("gain", "width"))
            + lowering.Parameter("shift", "width");
    }
}

/// <summary>Layer normalization over the innermost dimension (Ba et al., 2016, arXiv:1607.06450).</summary>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record LayerNorm(Number Epsilon) : Operation("layernorm")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Vectors();
        inference.Parameter("gain", ParameterRole.Bias, Initializer.Ones, input.Last);
        inference.Parameter("shift", ParameterRole.Bias, Initializer.Zeros, input.Last);
        return input;
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var centered = (lowering.Input - lowering.Input.Mean("width").Called("mean")).Called("centered");
        var deviation = ((centered * centered).Mean("width").Called("variance") + Epsilon).Map(UnaryFunction.SquareRoot).Called("deviation");
        return ((centered / deviation).Called("normalized") * lowering.Parameter("gain", "width")) + lowering.Parameter("shift", "width");
    }
}

/// <summary>
/// Division by the root of the mean square over the innermost dimension (Zhang and Sennrich, 2019, arXiv:1910.07467).
/// </summary>
/// <param name="Epsilon">Added to the mean square.</param>
public sealed record RmsNorm(Number Epsilon) : Operation("rmsnorm")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Vectors();
        inference.Parameter("gain", ParameterRole.Bias, Initializer.Ones, input.Last);
        return input;
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var x = lowering.Input;
        var root = ((x * x).Mean("width").Called("meanSquare") + Epsilon).Map(UnaryFunction.SquareRoot).Called("root");
        return (x / root).Called("normalized") * lowering.Parameter("gain", "width");
    }
}
