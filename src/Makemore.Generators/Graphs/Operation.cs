using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>What a node computes: all that a backend needs to know, beside the shapes on the nodes.</summary>
/// <param name="Keyword">The name in the language.</param>
public abstract record Operation(string Keyword)
{
    /// <summary>The operation with its arguments, as the program would write it: <c>linear hidden bias=false</c>.</summary>
    public virtual string Text => Keyword;

    /// <summary>The region that it computes; null where it has none.</summary>
    public virtual Region? Inner => null;

    /// <summary>The shape of the result; asks for the parameters, in the order in which they are drawn.</summary>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public abstract Shape Infer(Inference inference);

    /// <summary>The result in primitives: the same numbers, from the same parameters, as every backend computes.</summary>
    public abstract Tensor Lower(Lowering lowering);
}

/// <summary>The input: token ids, (batch, context).</summary>
public sealed record Tokens() : Operation("tokens")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Tokens();

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Input;
}

/// <summary>A row of a table for each token: (batch, context) to (batch, context, width).</summary>
/// <param name="Width">The length of a row.</param>
/// <param name="Initializer">Draws the table, (vocab, width).</param>
public sealed record Embed(Number Width, Initializer Initializer) : Operation("embed")
{
    /// <inheritdoc/>
    public override string Text => $"embed {Width}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var tokens = inference.Tokens();
        inference.Parameter("weight", ParameterRole.Weight, Initializer, inference.Vocabulary, Width);
        return Shape.Of(tokens.Dimensions.Append(Width));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) =>
        lowering.Parameter("weight", "vocab", "width").Then(new Gather("vocab"), lowering.Input);
}

/// <summary>A 1 in the place of each token: (batch, context) to (batch, context, vocab).</summary>
public sealed record OneHot() : Operation("onehot")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference) =>
        Shape.Of(inference.Tokens().Dimensions.Append(inference.Vocabulary));

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) =>
        lowering.Input.EqualTo(lowering.Iota(new("width", lowering.Vocabulary)));
}

/// <summary>All dimensions behind the batch joined into one.</summary>
public sealed record Flatten() : Operation("flatten")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Vectors();
        inference.RequireAxes(input, ["batch", "width"], ["batch", "time", "width"]);
        return Shape.Of(input.Dimensions[0], Number.Product(input.Dimensions.Skip(1)));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) =>
        lowering.Input.Axes.Has("time") ? lowering.Input.Merge("time", "width") : lowering.Input;
}

/// <summary>A product with a weight of shape (in, units), and a bias where there is one; over the innermost dimension.</summary>
/// <param name="Units">The size of the result.</param>
/// <param name="Weight">Draws the weight, (in, units).</param>
/// <param name="Bias">Draws the bias, (units); null where there is none.</param>
public sealed record Linear(Number Units, Initializer Weight, Initializer? Bias) : Operation("linear")
{
    /// <inheritdoc/>
    public override string Text => Bias is null ? $"linear {Units} bias=false" : $"linear {Units}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Vectors();
        inference.Parameter("weight", ParameterRole.Weight, Weight, input.Last, Units);
        inference.Bias(Bias, input.Last, Units);
        return input.WithLast(Units);
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) =>
        lowering.Product(lowering.Input, lowering.Parameter("weight", "width", "units"), lowering.Find("bias", "units"));
}

/// <summary>
/// A product with the transposed table of an embedding, which is trained in both places (Press and Wolf, 2017,
/// arXiv:1608.05859): (..., width) to (..., vocab).
/// </summary>
/// <remarks>It reads the parameter of the embedding, which it shares.</remarks>
/// <param name="Width">The width of the embedding's vectors.</param>
public sealed record Unembed(Number Width) : Operation("unembed")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Vectors();
        inference.RequireEqual(input.Last, Width, "vectors as wide as those of the embedding");
        return input.WithLast(inference.Vocabulary);
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) =>
        lowering.Input.Dot(lowering.Parameter("weight", "vocab", "width"), "width").Rename("vocab", "width");
}
