using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <content>Layers that the prelude defines as programs: here is what their arguments may be, there what they mean.</content>
internal static partial class Operations
{
    private static IEnumerable<OperationDefinition> Layers() =>
    [
        Program(LayerKind.Window, "At each step the vectors of the last steps joined, the newest first; a trained blank before the start.",
            [new("steps", ArgumentKind.Count, "the number of steps"), Vectors]),
        Program(LayerKind.Conv, "A causal convolution over time.",
            [
                Units,
                new("width", ArgumentKind.Count, "the number of steps that it sees", "3"),
                new("dilation", ArgumentKind.Count, "how far they are apart", "1"),
                Weight, Bias,
            ]),
        Program(LayerKind.Attention, "Causal multi-head self-attention.",
            [
                new("heads", ArgumentKind.Count, "the number of heads, which share the width evenly"),
                new("keyValueHeads", ArgumentKind.Count, "the number of keys and values, each for as many heads; 1 is multi-query", "heads"),
                new("window", ArgumentKind.Count, "the number of steps that it sees, itself among them", "all"),
                new("positions", ArgumentKind.Word,
                    "what it knows of places: nothing, turned queries and keys (RoPE), less of what is far (ALiBi), or a trained number for each head and distance",
                    "none", ["none", "rotary", "alibi", "relative"]),
                new("dropout", ArgumentKind.Share, "the share of the weights that training drops", "none"),
                Weight, Bias,
            ],
            (call, inference) =>
            {
                var (width, heads) = (inference.Sequence().Last, call.Number("heads"));
                inference.RequireMultiple(width, heads, "a width that the heads share evenly; change one of the two");
                if (call.Has("keyValueHeads"))
                {
                    inference.RequireMultiple(heads, call.Number("keyValueHeads"), "heads that the keys and values share evenly; change one of the two");
                }

                if (call.Word("positions") == "rotary")
                {
                    inference.RequireMultiple(width / heads, Number.Of(2), "an even width of each head, since pairs of numbers are turned");
                }
            }),
        Program(LayerKind.Bow, "The mean of this and all earlier steps.", []),
        Program(LayerKind.Rnn, "A recurrent layer with tanh.", [Units, Weight, Bias]),
        Program(LayerKind.Gru, "A gated recurrent unit.", [Units, Weight, Bias]),
        Program(LayerKind.Lstm, "A long short-term memory.", [Units, Weight, Bias]),
    ];

    private static OperationDefinition Program(
        LayerKind kind, string summary, EquatableArray<OperationParameter> parameters, Action<OperationCall, Inference>? rule = null) =>
        new(Keywords.Of(kind), summary, [.. parameters, Input], call => Run(kind, call, rule));

    private static Value Run(LayerKind kind, OperationCall call, Action<OperationCall, Inference>? rule)
    {
        var numbers = new List<CallNumber>();
        var (text, words) = (call.Definition.Name, "");
        foreach (var parameter in call.Definition.Parameters)
        {
            if (call.ValueOf(parameter) is NumberValue { Number: var number })
            {
                numbers.Add(new(parameter.Name, number));
                text += parameter.IsRequired ? $" {number}" : $" {parameter.Name}={number}";
            }
            else if (parameter.Kind == ArgumentKind.Word && call.Has(parameter.Name))
            {
                words += $" {parameter.Name}={call.Word(parameter.Name)}";
            }
        }

        text += words;
        call.Graph.Check(text, call.Node(), inference =>
        {
            inference.Sequence();
            rule?.Invoke(call, inference);
        });
        Value result = ErrorValue.Instance;
        var node = call.Graph.Layer(
            body => new(kind, text, numbers.ToEquatableArray(), body), call.Node(), input =>
            {
                result = call.RunPrelude(call.Definition.Name, ArgumentsOf(call, call.Tensor(input)));
                return (result as TensorValue)?.Node;
            });
        return node is { } made ? call.Tensor(made) : result;
    }

    // An argument for each parameter of the program; a word is a yes or no for each that it may be.
    private static Dictionary<string, Value> ArgumentsOf(OperationCall call, TensorValue input)
    {
        var arguments = new Dictionary<string, Value>(StringComparer.Ordinal) { ["x"] = input };
        foreach (var parameter in call.Definition.Parameters.Where(parameter => parameter.Kind != ArgumentKind.Tensor))
        {
            if (parameter.Kind != ArgumentKind.Word)
            {
                arguments.Add(parameter.Name, call.ValueOf(parameter));
                continue;
            }

            foreach (var word in parameter.Words)
            {
                arguments[word] = new BooleanValue(call.Word(parameter.Name) == word);
            }
        }

        return arguments;
    }
}
