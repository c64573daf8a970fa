using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>An elementwise function without parameters, or softmax over the innermost dimension.</summary>
/// <param name="Function">The function.</param>
public sealed record Activation(ActivationFunction Function) : Operation(Keywords.Of(Function))
{
    /// <inheritdoc/>
    public override string Text => Function == ActivationFunction.GeluTanh ? $"{Keyword} approximate=tanh" : Keyword;

    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Numbers();

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var x = lowering.Input;
        return Function switch
        {
            ActivationFunction.Tanh => x.Map(UnaryFunction.Tanh),
            ActivationFunction.Relu => x.Maximum(Number.Of(0)),
            ActivationFunction.Sigmoid => x.Map(UnaryFunction.Sigmoid),
            ActivationFunction.Silu => x * x.Map(UnaryFunction.Sigmoid),
            ActivationFunction.Gelu =>
                x * ((x * Number.Of(Math.Sqrt(0.5))).Map(UnaryFunction.ErrorFunction) + Number.Of(1)) * Number.Of(0.5),
            // 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) (Hendrycks and Gimpel, 2016, arXiv:1606.08415).
            ActivationFunction.GeluTanh =>
                x * (((x + (x * x * x * Number.Of(0.044715))) * Number.Of(Math.Sqrt(2 / Math.PI))).Map(UnaryFunction.Tanh)
                    + Number.Of(1)) * Number.Of(0.5),
            ActivationFunction.Softmax => x.Softmax("width"),
            ActivationFunction.Exp => x.Map(UnaryFunction.Exp),
            ActivationFunction.Log => x.Map(UnaryFunction.Log),
            ActivationFunction.Sqrt => x.Map(UnaryFunction.SquareRoot),
            ActivationFunction.Abs => x.Map(UnaryFunction.Absolute),
            ActivationFunction.Sin => x.Map(UnaryFunction.Sine),
            ActivationFunction.Cos => x.Map(UnaryFunction.Cosine),
            ActivationFunction.Sign => lowering.Scalar(Number.Of(0)).Less(x) - x.Less(lowering.Scalar(Number.Of(0))),
            ActivationFunction.Square => x * x,
            // max(x, 0) + log(1 + exp(-|x|)), which overflows nowhere.
            _ => x.Maximum(Number.Of(0)) + (((x.Map(UnaryFunction.Absolute) * Number.Of(-1)).Map(UnaryFunction.Exp) + Number.Of(1)).Map(UnaryFunction.Log)),
        };
    }
}

/// <summary>An <see cref="Activation"/> whose function a hyperparameter chooses.</summary>
/// <param name="Choice">The choice.</param>
public sealed record ChosenActivation(ActivationChoice Choice) : Operation("activate")
{
    /// <inheritdoc/>
    public override string Text => $"{Keyword} {Choice.Name}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Numbers();

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var word = Keywords.Of(Choice.Default);
        var core = lowering.Input.Then(new ChosenCore(Choice.Name, word)).Called("core");
        return lowering.Input.Then(new ChosenFunction(Choice.Name, word), core);
    }
}

/// <summary>
/// In training each number is 0 with a probability, and the others are divided by what is left of 1 (Srivastava et al.,
/// 2014); nothing otherwise.
/// </summary>
/// <param name="Probability">The share that is dropped; null for the spec's <c>regularization.dropout</c>.</param>
public sealed record Dropout(Number? Probability) : Operation("dropout")
{
    /// <inheritdoc/>
    public override string Text => Probability is null ? "dropout" : $"dropout {Probability}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Numbers();

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        if (!lowering.IsTraining)
        {
            return lowering.Input;
        }

        Number share = Probability ?? Lowering.DropoutShare;
        // Masks are drawn example by example, step by step, whatever the order in which the axes came to be.
        var axes = new Axes(lowering.Shape.Names.Select(name => lowering.Input.Axes[name]).ToEquatableArray());
        return lowering.Input * lowering.Apply(new Keep(share, axes)) / (Number.Of(1) - share);
    }
}

/// <summary>Two tensors, aligned by the names of their axes, number by number.</summary>
/// <param name="Operator">What joins them: a sum, a difference, a product or a quotient.</param>
public sealed record Combine(ArithmeticOperator Operator) : Operation(Keywords.Of(Operator))
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        return inference.Align(inference.Numbers(), inference.Numbers(1));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => Operator switch
    {
        ArithmeticOperator.Add => lowering.Inputs[0] + lowering.Inputs[1],
        ArithmeticOperator.Subtract => lowering.Inputs[0] - lowering.Inputs[1],
        ArithmeticOperator.Divide => lowering.Inputs[0] / lowering.Inputs[1],
        _ => lowering.Inputs[0] * lowering.Inputs[1],
    };
}

/// <summary>A tensor with every number times, or plus, a plain one.</summary>
/// <param name="Operator">What joins them: a sum or a product.</param>
/// <param name="Operand">The number.</param>
public sealed record CombineNumber(ArithmeticOperator Operator, Number Operand)
    : Operation(Operator == ArithmeticOperator.Add ? "shift" : "scale")
{
    /// <inheritdoc/>
    public override string Text => $"{Operator.Symbol()} {Operand}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Numbers();

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) =>
        Operator == ArithmeticOperator.Add ? lowering.Input + Operand : lowering.Input * Operand;
}

/// <summary>Two tensors side by side along an axis.</summary>
/// <param name="Over">The axis.</param>
public sealed record Concat(string Over) : Operation("concat")
{
    /// <inheritdoc/>
    public override string Text => Over == "width" ? Keyword : $"{Keyword} over={Over}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var (size, other) = (inference.Axis(Over).Size, inference.Axis(Over, 1).Size);
        var (left, right) = (inference.Numbers(), inference.Numbers(1));
        if (!left.Names.SequenceEqual(right.Names))
        {
            throw new ShapeException($"shapes {left} and {right}", $"two tensors that differ in '{Over}' only");
        }

        foreach (var name in left.Names.Where(name => name != Over))
        {
            inference.RequireEqual(
                left.Axes[name].Size, right.Axes[name].Size, $"two tensors that differ in '{Over}' only; these are {left} and {right}");
        }

        return Shape.Of(left.Axes.Replace(Over, new Axis(Over, size + other)));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Input.Then(new Primitives.Concat(Over), lowering.Inputs[1]);
}
