using Makemore.Format;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <content>Arithmetic, comparison and logic.</content>
internal sealed partial class Evaluator
{
    private Value Arithmetic(string symbol, Value left, Value right, Span span)
    {
        if (left is ErrorValue || right is ErrorValue)
        {
            return ErrorValue.Instance;
        }

        if (left is TensorValue || right is TensorValue)
        {
            return TensorArithmetic(symbol, left, right, span);
        }

        if (left is not NumberValue { Number: var first } || right is not NumberValue { Number: var second })
        {
            Report(Rules.WrongOperands, span, symbol, left.Display, right.Display, "Arithmetic is for numbers.");
            return ErrorValue.Instance;
        }

        return symbol switch
        {
            "+" => Limited(first + second, span),
            "-" => Limited(first - second, span),
            "*" => Limited(first * second, span),
            "**" => Power(first, second, span),
            _ => Divide(symbol, first, second, span),
        };
    }

    private Value Negate(Value operand, Span span)
    {
        switch (operand)
        {
            case NumberValue { Number: var number }:
                return Limited(Number.Of(0) - number, span);
            case TensorValue tensor:
                return ApplyOperation(new CombineNumber(ArithmeticOperator.Multiply, Number.Of(-1)), "-", span, tensor);
            case ErrorValue:
                return operand;
            default:
                Report(Rules.WrongArgument, span, "operand", "-", "a number or a tensor", operand.Display, "");
                return ErrorValue.Instance;
        }
    }

    // Tensors are added and multiplied number by number, with each other or with a plain number.
    private Value TensorArithmetic(string symbol, Value left, Value right, Span span)
    {
        Operation? operation = (symbol, left, right) switch
        {
            ("+" or "-" or "*" or "/", TensorValue, TensorValue) => new Combine(ArithmeticOperators.Of(symbol)),
            ("**", TensorValue, NumberValue { Number: Number.Constant { Number: 2 } }) => new Activation(ActivationFunction.Square),
            ("**", TensorValue, NumberValue { Number: Number.Constant { Number: 0.5 } }) => new Activation(ActivationFunction.Sqrt),
            ("+" or "*", TensorValue, NumberValue number) => new CombineNumber(ArithmeticOperators.Of(symbol), number.Number),
            ("+" or "*", NumberValue number, TensorValue) => new CombineNumber(ArithmeticOperators.Of(symbol), number.Number),
            ("-", TensorValue, NumberValue number) => new CombineNumber(ArithmeticOperator.Add, Number.Of(0) - number.Number),
            ("/", TensorValue, NumberValue { Number: { Value: not 0 } number }) =>
                new CombineNumber(ArithmeticOperator.Multiply, Number.Of(1.0) / number),
            _ => null,
        };
        if (operation is not null)
        {
            return ApplyOperation(operation, symbol, span, [.. new[] { left, right }.OfType<TensorValue>()]);
        }

        if ((symbol, left, right) is ("-", NumberValue, TensorValue))
        {
            return TensorArithmetic("+", Negate(right, span), left, span);
        }

        if ((symbol, left, right) is ("/", NumberValue dividend, TensorValue))
        {
            return TensorArithmetic("/", ApplyOperation(new Fill(dividend.Number, Axes.None), symbol, span), right, span);
        }

        Report(
            Rules.WrongOperands, span, symbol, left.Display, right.Display,
            left is FunctionValue || right is FunctionValue
                ? "One of them is a layer that was not applied: write 'x + f x', or 'residual f'."
                : "Tensors can be joined by '+', '-', '*' and '/', raised to '** 2' and compared; none can be divided by 0.");
        return ErrorValue.Instance;
    }

    private Value ApplyOperation(Operation operation, string symbol, Span span, params TensorValue[] inputs)
    {
        try
        {
            var before = graph.Count;
            var node = graph.Apply(operation, [.. inputs.Select(tensor => tensor.Node)]);
            Remember(before, span);
            return new TensorValue(node, graph.ShapeOf(node));
        }
        catch (ShapeException problem)
        {
            Report(Rules.ShapeMismatch, span, symbol, problem.Found, problem.Expected);
            return ErrorValue.Instance;
        }
    }

    private Value Divide(string symbol, Number first, Number second, Span span)
    {
        if (second.Value == 0)
        {
            Report(Rules.WrongOperands, span, symbol, first.ToString(), second.ToString(), "Nothing can be divided by 0.");
            return ErrorValue.Instance;
        }

        if (symbol == "%")
        {
            return Limited(first % second, span);
        }

        // F# would silently round 5 / 3 down to 1; a gain of 1 where 5/3 was meant is too costly a surprise.
        if (first.IsInteger && second.IsInteger && first.Value is { } a && second.Value is { } b && a % b != 0)
        {
            var real = first is Number.Constant ? $"{first}.0 / {second}" : first is Number.Symbol
                ? $"float {first} / {second}" : $"float ({first}) / {second}";
            Report(Rules.InexactDivision, span, $"{first} / {second} = {SpecText.Format(a / b)}", real);
            return ErrorValue.Instance;
        }

        if (first.IsInteger && second.IsInteger && !Polynomial.IsMultiple(first, second))
        {
            graph.Require(new(ConstraintKind.Multiple, first, second, $"{first} / {second}"));
        }

        return Limited(first / second, span);
    }

    private Value Power(Number first, Number second, Span span)
    {
        if (first is { IsPlain: true, Value: { } a } && second is { IsPlain: true, Value: { } b })
        {
            var power = Math.Pow(a, b);
            var isInteger = first.IsInteger && second.IsInteger && b >= 0 && power <= int.MaxValue;
            return Limited(isInteger ? Number.Of((long)power) : Number.Of(power), span);
        }

        if (second is { IsPlain: true, Value: 0.5 })
        {
            return Limited(new Number.SquareRoot(first), span);
        }

        Report(Rules.WrongOperands, span, "**", first.ToString(), second.ToString(),
            "Powers are taken of plain numbers; 'sqrt x' takes formulas too.");
        return ErrorValue.Instance;
    }

    private Value Compare(Operator step, Value left, Value right)
    {
        switch (left, right)
        {
            case (ErrorValue, _) or (_, ErrorValue):
                return ErrorValue.Instance;
            case (NoneValue, _) or (_, NoneValue) when step.Symbol is "=" or "<>":
                return new BooleanValue((left is NoneValue && right is NoneValue) == (step.Symbol == "="));
            case (TensorValue, TensorValue or NumberValue) or (NumberValue, TensorValue) when step.Symbol != "<>":
                return CompareTensors(step, left, right);
            case (BooleanValue a, BooleanValue b) when step.Symbol is "=" or "<>":
                return new BooleanValue((a.Value == b.Value) == (step.Symbol == "="));
            case (NumberValue { Number: var a }, NumberValue { Number: var b }) when a.Value is { } first
                && b.Value is { } second:
                // What is decided at build time must not change with an override.
                graph.MakeConstant(a, $"{a} {step.Symbol} {b}");
                graph.MakeConstant(b, $"{a} {step.Symbol} {b}");
                return new BooleanValue(step.Symbol switch
                {
                    "=" => first == second,
                    "<>" => first != second,
                    "<" => first < second,
                    ">" => first > second,
                    "<=" => first <= second,
                    _ => first >= second,
                });
            default:
                Report(
                    Rules.WrongOperands, step.SymbolSpan, step.Symbol, left.Display, right.Display,
                    "Conditions compare numbers that are known at build time.");
                return ErrorValue.Instance;
        }
    }

    // 1 where it holds, else 0.
    private Value CompareTensors(Operator step, Value left, Value right)
    {
        var kind = step.Symbol switch
        {
            "=" => ComparisonKind.Equal,
            "<" or ">" => ComparisonKind.Less,
            _ => ComparisonKind.AtMost,
        };
        var (first, second) = step.Symbol is ">" or ">=" ? (right, left) : (left, right);
        return AsTensor(first) is TensorValue one && AsTensor(second) is TensorValue other
            ? ApplyOperation(new Comparison(kind), step.Symbol, step.SymbolSpan, one, other) : ErrorValue.Instance;

        Value AsTensor(Value value) => value is NumberValue { Number: var number }
            ? ApplyOperation(new Fill(number, Axes.None), step.Symbol, step.SymbolSpan) : value;
    }

    private Value Logic(Operator step, Value left, Value right)
    {
        if (left is ErrorValue || right is ErrorValue)
        {
            return ErrorValue.Instance;
        }

        if (left is BooleanValue && right is BooleanValue)
        {
            return right;
        }

        Report(Rules.WrongOperands, step.SymbolSpan, step.Symbol, left.Display, right.Display,
            "Both sides must be true or false.");
        return ErrorValue.Instance;
    }
}
