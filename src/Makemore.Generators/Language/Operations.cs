using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <summary>The operations of the language, in one table.</summary>
internal static class Operations
{
    private static readonly OperationParameter Input = new("input", ArgumentKind.Tensor, "what comes in");

    /// <summary>All operations, in the order of the reference.</summary>
    public static EquatableArray<OperationDefinition> All { get; } =
    [
        new("embed", "A trained vector for each token.",
        [
            new("width", ArgumentKind.Count, "the length of a vector"),
            new("init", ArgumentKind.Initializer, "draws the vectors", "normal"),
            Input,
        ],
        call => call.Add(new Embed(call.Number("width"), call.Initializer("init", Normal(Number.Of(1)))), call.Node())),

        new("onehot", "A 1 in the place of each token, 0 elsewhere.", [Input],
            call => call.Add(new OneHot(), call.Node())),

        new("flatten", "All dimensions behind the batch joined into one.", [Input],
            call => call.Add(new Flatten(), call.Node())),

        new("linear", "A product with a trained matrix, and a bias.",
        [
            new("units", ArgumentKind.Count, "the size of the result"),
            new("init", ArgumentKind.Initializer, "draws the matrix", "default"),
            new("bias", ArgumentKind.OptionalInitializer, "whether there is a bias, and what draws it", "true"),
            Input,
        ],
        call => call.Add(
            new Linear(
                call.Number("units"),
                call.Initializer("init", Initializer.Default),
                call.OptionalInitializer("bias", Initializer.Default)),
            call.Node())),

        new("batchnorm", "Batch normalization, then a trained gain and shift.",
        [
            new("epsilon", ArgumentKind.Real, "added to the variance", "1e-5"),
            new("momentum", ArgumentKind.Real, "the share of the new in a running statistic", "0.1"),
            new("running", ArgumentKind.Word, "which statistic is kept for evaluation", "variance", ["variance", "deviation"]),
            new("unbiased", ArgumentKind.Boolean, "whether the variance that normalizes is divided by n - 1", "false"),
            Input,
        ],
        call => call.Add(
            new BatchNorm(
                call.Number("epsilon"), call.Number("momentum"), call.Word("running") == "deviation", call.Boolean("unbiased")),
            call.Node())),

        Elementwise("tanh", "The hyperbolic tangent."),
        Elementwise("relu", "The positive part."),

        new("normal", "Initializer: normal with mean 0; a scale of 0 still draws.",
            [new("scale", ArgumentKind.Real, "the standard deviation", "1")],
            call => new InitializerValue(Normal(call.Number("scale")))),

        new("kaiming", "Initializer: normal with standard deviation gain / sqrt(fan-in).",
            [new("gain", ArgumentKind.Real, "5.0 / 3 before tanh, sqrt 2 before relu", "1")],
            call => new InitializerValue(new("kaiming", [call.Number("gain")]))),

        new("zeros", "Initializer: zeros.", [], _ => new InitializerValue(Initializer.Zeros)),

        new("sqrt", "The square root of a number.", [new("number", ArgumentKind.Real, "a number, 0 or more")],
            call => new NumberValue(call.Number("number") is Number.Constant { Value: { } value }
                ? Number.Of(Math.Sqrt(value))
                : new Number.SquareRoot(call.Number("number")))),
    ];

    private static OperationDefinition Elementwise(string name, string summary) =>
        new(name, summary, [Input], call => call.Add(new Activation(name), call.Node()));

    private static Initializer Normal(Number scale) => new("normal", [scale]);
}
