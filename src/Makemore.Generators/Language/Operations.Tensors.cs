using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <content>Operations below the layers: on tensors whose axes have names.</content>
internal static partial class Operations
{
    private static OperationParameter Sizes => new("axis", ArgumentKind.Count, "an axis and its size, any number of them");

    private static IEnumerable<OperationDefinition> Tensors() =>
    [
        new("parameter", "A trained tensor of your own, named by its 'let'; without an axis a single number.",
            [new("init", ArgumentKind.Initializer, "draws it", "zeros")],
            call => call.Add(new Own(call.Axes, call.Initializer("init", Initializer.Zeros)))) { Axes = Sizes },
        new("fill", "The same number everywhere, not trained.", [new("value", ArgumentKind.Real, "the number")],
            call => call.Add(new Fill(call.Number("value"), call.Axes))) { Axes = Sizes },
        new("index", "The places along an axis of a tensor: 0, 1, 2 ...", [Over(null), Input],
            call => call.Add(new PlaceIndex(call.Word("over")), call.Node())),
        new("size", "The number of places along an axis of a tensor, a number.", [Over("width"), Input], call => call.Word("over") is "time" or "batch"
            ? throw new ShapeException($"the size of '{call.Word("over")}'", "another axis: a model that samples sees fewer steps at first; 'context' is the most that it sees")
            : call.Graph.ShapeOf(call.Node()).Axes is var axes && axes.Has(call.Word("over")) ? new NumberValue(axes[call.Word("over")].Size)
            : throw new ShapeException($"a tensor of shape {call.Graph.ShapeOf(call.Node())}", $"one with an axis '{call.Word("over")}'")),
        Pair("max", "The larger of two numbers, number by number.", new Extreme(IsLargest: true)),
        Pair("min", "The smaller of two numbers, number by number.", new Extreme(IsLargest: false)),
        new("where", "One number where a mask is not 0, another where it is; 'a < b' makes a mask.",
            [
                Other("mask"),
                new("then", ArgumentKind.Operand, "where it is not 0"),
                new("otherwise", ArgumentKind.Operand, "where it is 0"),
            ],
            call => call.Add(new Where(), call.Node("mask"), call.Operand("then"), call.Operand("otherwise"))),
        new("dot", "The sum of the products of two tensors along an axis that both have.", [Other("left"), Over("width"), Input],
            call => call.Add(new Dot(call.Word("over")), call.Node("left"), call.Node())),
        new("scan", "A step along time, again and again with the same weights: from the state before, and what is read, to the next state.",
            [
                new("state", ArgumentKind.Tensors, "the first state, or several in parentheses; of several, the first is the result"),
                new("step", ArgumentKind.Layer, "a function of state and input, as in 'fun state input -> ...'"),
                new("input", ArgumentKind.Tensors, "what is read step by step, or several in parentheses"),
            ],
            Scan),
    ];

    private static IEnumerable<OperationDefinition> AlongAxes() =>
    [
        Reduce(AxisFunction.Sum, "The sum along an axis."),
        Reduce(AxisFunction.Mean, "The mean along an axis."),
        Reduce(AxisFunction.Variance, "The mean square distance from the mean along an axis."),
        Reduce(AxisFunction.Maximum, "The largest number along an axis."),
        Reduce(AxisFunction.Minimum, "The smallest number along an axis."),
        new("cumsum", "At each place the sum up to it.", [Over("time"), Input],
            call => call.Add(new RunningSum(call.Word("over")), call.Node())),
        new("logSoftmax", "The logarithms of shares that add up to 1.", [Over("width"), Input],
            call => call.Add(new Softmax(call.Word("over"), IsLogarithm: true), call.Node())),
        new("rename", "An axis under another name: 'rename time=source'.", [Input],
            call => call.OneAxis("rename time=source") is (var from, WordValue to)
                ? call.Add(new RenameAxis(from, to.Word), call.Node()) : ErrorValue.Instance)
        {
            Axes = new("axis", ArgumentKind.Axis, "the axis, and its new name"),
        },
        new("split", "An axis as equal parts and the places within them: 'split head=4'.", [Over("width"), Input],
            call => call.OneAxis("split head=4") is (var name, NumberValue parts)
                ? call.Add(new SplitAxis(call.Word("over"), name, parts.Number), call.Node()) : ErrorValue.Instance)
        {
            Axes = new("axis", ArgumentKind.Count, "the axis of the parts, and their number"),
        },
        new("join", "Two axes as one, which undoes 'split'.",
            [Over(null), new("into", ArgumentKind.Axis, "the axis that grows", "width"), Input],
            call => call.Add(new JoinAxes(call.Word("over"), call.Word("into")), call.Node())),
        new("parts", "An axis as a tuple of equal parts.",
            [new("count", ArgumentKind.Count, "how many"), Over("width"), Input],
            Parts),
        new("slice", "A part of an axis.",
            [
                new("size", ArgumentKind.Count, "the number of places"),
                new("start", ArgumentKind.Integer, "how many places stand before it; none where it is left out", "0"),
                Over("width"), Input,
            ],
            call => call.Add(new SliceAxis(call.Word("over"), call.Number("start"), call.Number("size")), call.Node())),
        new("shift", "At each step what came so many steps before; zeros before the start.",
            [new("steps", ArgumentKind.Count, "the number of steps", "1"), Input],
            call => call.Add(new ShiftSteps(call.Number("steps")), call.Node())),
        new("lags", "At each step itself and those before it along a new axis, the newest first; zeros before the start: 'lags lag=4'.",
            [new("dilation", ArgumentKind.Count, "how far the steps are apart", "1"), Input],
            call => call.OneAxis("lags lag=4") is (var name, NumberValue steps)
                ? call.Add(new Lags(name, steps.Number, call.Number("dilation")), call.Node()) : ErrorValue.Instance)
        {
            Axes = new("axis", ArgumentKind.Count, "the new axis, and the number of steps"),
        },
        new("lookup", "What stands in a table at the places that another tensor gives; places beyond an end are that end.",
            [Other("places"), Over(null), Input],
            call => call.Add(new Lookup(call.Word("over")), call.Node("places"), call.Node())),
        new("reverse", "An axis from its end to its start.", [Over("time"), Input],
            call => call.Add(new ReverseAxis(call.Word("over")), call.Node())),
    ];

    private static OperationParameter Over(string? otherwise) => new("over", ArgumentKind.Axis, "the axis", otherwise);

    private static OperationDefinition Reduce(AxisFunction function, string summary) => new(
        Keywords.Of(function), summary, [Over(null), Input], call => call.Add(new Reduction(function, call.Word("over")), call.Node()));

    private static OperationDefinition Pair(string name, string summary, Operation operation) => new(
        name, summary,
        [
            new("left", ArgumentKind.Operand, "a tensor or a number"),
            new("input", ArgumentKind.Operand, "what comes in, a tensor or a number"),
        ],
        call => call.Arguments.Values.Any(value => value is TensorValue)
            ? call.Add(operation, call.Operand("left"), call.Operand("input"))
            : throw new ShapeException("two numbers", "a tensor on at least one side"));

    private static TupleValue Parts(OperationCall call)
    {
        var (axis, count) = (call.Word("over"), (int)Known(call, "count"));
        var size = call.Graph.ShapeOf(call.Node()).Axes[axis].Size;
        if (size.Value is { } value && value % count != 0)
        {
            throw new ShapeException($"a '{axis}' of {size}", $"one that divides into {count} equal parts");
        }

        if (!Polynomial.IsMultiple(size, Number.Of(count)))
        {
            call.Graph.Require(new(ConstraintKind.Multiple, size, Number.Of(count), call.Definition.Name));
        }

        var part = size / Number.Of(count);
        return new(Enumerable.Range(0, count)
            .Select(index => (Value)call.Add(new SliceAxis(axis, Number.Of(index) * part, part), call.Node())).ToEquatableArray());
    }

    private static Value Scan(OperationCall call)
    {
        var (step, start, input) = (call.Layer("step"), call.Arguments["state"], call.Arguments["input"]);
        var (starts, read) = (NodesOf(start), NodesOf(input));
        var formals = (step as ClosureValue)?.Formals ?? [];
        IEnumerable<string> names =
            [.. NamesOf(formals.Skip(1).FirstOrDefault(), "input", read.Count), .. NamesOf(formals.FirstOrDefault(), "state", starts.Count)];
        Value? result = null;
        var node = call.Graph.Scan(read, starts, [.. names], (elements, states) =>
        {
            result = call.ApplyLayer(step with { Let = null }, AsGiven(start, states));
            result = result is FunctionValue next ? call.ApplyLayer(next, AsGiven(input, elements)) : result;
            var after = result is TupleValue tuple ? tuple.Items : [result];
            return after.Count == starts.Count && after.All(item => item is TensorValue)
                ? [.. after.Select(item => ((TensorValue)item).Node)] : null;
        });
        return node is { } scanned ? call.Tensor(scanned)
            : result is ErrorValue ? result
            : throw new ShapeException(
                $"a step that gives {result!.Display}", starts.Count == 1 ? "the next state, a tensor" : $"the next {starts.Count} states, in parentheses");

        Value AsGiven(Value given, IReadOnlyList<int> nodes) => given is TupleValue
            ? new TupleValue(nodes.Select(one => (Value)call.Tensor(one)).ToEquatableArray()) : call.Tensor(nodes[0]);
    }

    private static List<int> NodesOf(Value value) =>
        [.. (value as TupleValue)?.Items.Select(item => ((TensorValue)item).Node) ?? [((TensorValue)value).Node]];

    // The names that a step gives to what it gets.
    private static IEnumerable<string> NamesOf(FunctionParameter? formal, string otherwise, int count) =>
        formal?.Parts.Count == count ? formal.Parts
            : Enumerable.Repeat(formal is { Parts.Count: 0 } ? formal.Name : otherwise, count);
}
