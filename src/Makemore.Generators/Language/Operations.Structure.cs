using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <content>Repetition, sharing and numbers.</content>
internal static partial class Operations
{
    private static IEnumerable<OperationDefinition> Structure() =>
    [
        new("share", "A layer whose applications all have the same weights.", [new("layer", ArgumentKind.Layer, "the layer")],
            call => new SharedValue(call.Layer("layer"), new(), [], null)),
        new("repeat", "A layer applied so many times, each time with weights of its own; or a function of 0, 1, 2 ... that makes layers.",
            [
                new("count", ArgumentKind.Count, "how many times"),
                new("layer", ArgumentKind.Layer, "the layer"),
                Input,
            ],
            Repeat),
        new("sqrt", "The square root of a number, or of each number of a tensor.",
            [new("number", ArgumentKind.Operand, "the number, 0 or more, or the tensor")],
            SquareRoot),
        new("float", "A whole number as a real one, so that '/' divides exactly.", [new("number", ArgumentKind.Real, "a number")],
            call => new NumberValue(call.Number("number") * Number.Of(1.0))),
    ];

    private static IEnumerable<OperationDefinition> Lists() =>
    [
        new("List.map", "What a function makes of each item.", [Function, Items], call =>
            ListOf(((ListValue)call.Arguments["list"]).Items.Select(item => call.ApplyLayer(call.Layer("function"), item)))),
        new("List.fold", "What a function makes of a value and the first item, of that and the second, and so on.",
            [Function, new("state", ArgumentKind.Any, "the first value"), Items],
            call => ((ListValue)call.Arguments["list"]).Items.Aggregate(call.Arguments["state"], (state, item) =>
                call.ApplyLayer(call.Layer("function"), state) is FunctionValue next ? call.ApplyLayer(next, item) : ErrorValue.Instance)),
        new("List.length", "The number of items.", [Items],
            call => new NumberValue(Number.Of(((ListValue)call.Arguments["list"]).Items.Count))),
        new("not", "true for false, and false for true.", [new("condition", ArgumentKind.Boolean, "the condition")],
            call => new BooleanValue(!call.Boolean("condition"))),
    ];

    private static OperationParameter Function => new("function", ArgumentKind.Layer, "the function");

    private static OperationParameter Items => new("list", ArgumentKind.List, "the list");

    /// <summary>The values as a list; an error where one of them is.</summary>
    public static Value ListOf(IEnumerable<Value> values)
    {
        var items = values.ToEquatableArray();
        return items.Any(item => item is ErrorValue) ? ErrorValue.Instance : new ListValue(items);
    }

    private static Value SquareRoot(OperationCall call)
    {
        if (call.Arguments["number"] is TensorValue)
        {
            return call.Add(new Activation(ActivationFunction.Sqrt), call.Node("number"));
        }

        var number = call.Number("number");
        if (number.Value < 0)
        {
            throw new ShapeException($"the number {number}", "a number, 0 or more");
        }

        if (!call.Graph.IsNotNegative(number))
        {
            call.Graph.Require(new(ConstraintKind.AtLeast, number, Number.Of(0), "sqrt"));
        }

        return new NumberValue(number is Number.Constant { Value: { } value } ? Number.Of(Math.Sqrt(value)) : new Number.SquareRoot(number));
    }

    private static Value Repeat(OperationCall call)
    {
        var layer = call.Layer("layer");
        if (call.TakesIndex(layer))
        {
            return Unrolled(call, (index, input) => call.ApplyLayer(layer, new NumberValue(Number.Of(index))) is FunctionValue one
                ? call.ApplyLayer(one, input) : ErrorValue.Instance);
        }

        if (layer is SharedValue)
        {
            return Unrolled(call, (_, input) => call.ApplyLayer(layer, input));
        }

        // Within the repetition its name is that of the whole.
        Value? result = null;
        var node = call.Graph.Repeat(
            call.Number("count"), layer.Function ?? "block", call.Node(), input =>
            {
                result = call.ApplyLayer(layer with { Let = null }, call.Tensor(input));
                return (result as TensorValue)?.Node;
            });
        if (node is { } repeated)
        {
            return call.Tensor(repeated);
        }

        if (result is ErrorValue)
        {
            return result;
        }

        // A layer that changes the shape is another layer each time.
        return Unrolled(call, (_, input) => call.ApplyLayer(layer, input));
    }

    private static Value Unrolled(OperationCall call, Func<int, Value, Value> apply)
    {
        var (count, value) = (Known(call, "count"), call.Arguments["input"]);
        for (var i = 0; i < count && value is not ErrorValue; i++)
        {
            value = apply(i, value);
        }

        return value;
    }

    // A number that shapes the graph itself cannot change any more.
    private static double Known(OperationCall call, string name)
    {
        call.Graph.MakeConstant(call.Number(name), call.Definition.Name);
        return call.Number(name).Value
            ?? throw new ShapeException($"a {name} that is known only when the data is read",
                "a number that is known at build time");
    }
}
