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
        var input = inference.Numbers();
        inference.Parameter("gain", ParameterRole.Bias, Gain, input.Last);
        inference.Parameter("shift", ParameterRole.Bias, Shift, input.Last);
        inference.Parameter("mean", ParameterRole.Statistic, Initializer.Zeros, input.Last);
        inference.Parameter(KeepsDeviation ? "deviation" : "variance", ParameterRole.Statistic, Initializer.Ones, input.Last);
        return input;
    }
}

/// <summary>Layer normalization over the innermost dimension (Ba et al., 2016, arXiv:1607.06450).</summary>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record LayerNorm(Number Epsilon) : Operation("layernorm")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Numbers();
        inference.Parameter("gain", ParameterRole.Bias, Initializer.Ones, input.Last);
        inference.Parameter("shift", ParameterRole.Bias, Initializer.Zeros, input.Last);
        return input;
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
        var input = inference.Numbers();
        inference.Parameter("gain", ParameterRole.Bias, Initializer.Ones, input.Last);
        return input;
    }
}
