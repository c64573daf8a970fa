using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <summary>The operations of the language, in one table.</summary>
internal static partial class Operations
{
    private static readonly OperationParameter Input = new("input", ArgumentKind.Tensor, "what comes in");
    private static readonly OperationParameter Weight = new("init", ArgumentKind.Initializer, "draws the weights", "default");
    private static readonly OperationParameter Bias =
        new("bias", ArgumentKind.OptionalInitializer, "whether there is a bias, and what draws it", "true");
    private static readonly OperationParameter Vectors = new("init", ArgumentKind.Initializer, "draws the vectors", "normal");
    private static readonly OperationParameter Units = new("units", ArgumentKind.Count, "the size of the result");

    /// <summary>All operations in groups, in the order of the reference.</summary>
    public static IReadOnlyList<(string Title, EquatableArray<OperationDefinition> Operations)> Groups { get; } =
    [
        ("From tokens to vectors, and shapes", [.. Inputs()]),
        ("Products", [.. Products()]),
        ("Over time", [.. Layers()]),
        ("Normalization and dropout", [.. Normalizations()]),
        ("Number by number", [.. Elementwise()]),
        ("Tensors", [.. Tensors()]),
        ("Along an axis", [.. AlongAxes()]),
        ("Initializers", [.. Initializers()]),
        ("Repetition and numbers", [.. Structure()]),
        ("Lists", [.. Lists()]),
    ];

    /// <summary>All operations.</summary>
    public static EquatableArray<OperationDefinition> All { get; } = [.. Groups.SelectMany(group => group.Operations)];

    /// <summary>The activations whose names can be words of a hyperparameter.</summary>
    public static EquatableArray<ActivationFunction> Activations { get; } =
        All.Select(operation => operation.Activation).OfType<ActivationFunction>().ToEquatableArray();

    /// <summary>The layer of a hyperparameter that chooses its activation.</summary>
    public static OperationDefinition Chosen(ActivationChoice choice) => new(
        choice.Name, "The activation that a hyperparameter chooses.", [Input], call => call.Add(new ChosenActivation(choice), call.Node()));

    private static IEnumerable<OperationDefinition> Inputs() =>
    [
        new("embed", "A trained vector for each token.",
            [new("width", ArgumentKind.Count, "the length of a vector"), Vectors, Input],
            call => call.Add(new Embed(call.Number("width"), call.Initializer("init", Normal(Number.Of(1)))), call.Node())),
        new("onehot", "A 1 in the place of each token, 0 elsewhere.", [Input], call => call.Add(new OneHot(), call.Node())),
        new("position", "A trained vector for each place in the context, added.", [Vectors, Input],
            call => call.Add(new Position(call.Initializer("init", Normal(Number.Of(1)))), call.Node())),
        new("flatten", "All dimensions behind the batch joined; 'flatten n' joins n consecutive steps.",
            [new("steps", ArgumentKind.Count, "the number of steps that become one; all where it is left out", "all"), Input],
            call => call.Has("steps")
                ? call.Add(new FlattenSteps(call.Number("steps")), call.Node())
                : call.Add(new Flatten(), call.Node())),
        new("last", "The last step alone.", [Input], call => call.Add(new Last(), call.Node())),
    ];

    private static IEnumerable<OperationDefinition> Products() =>
    [
        new("linear", "A product with a trained matrix, and a bias.", [Units, Weight, Bias, Input],
            call => call.Add(new Linear(call.Number("units"), call.Weight(), call.Bias()), call.Node())),
        new("unembed", "Logits from the table of an embedding, which is trained in both places (tied weights).",
            [new("embedding", ArgumentKind.Tensor, "the result of 'embed'"), Input],
            call => call.Graph.OperationOf(call.Node("embedding")) is Embed embed
                ? call.Tensor(call.Graph.ApplySharing(call.Node("embedding"), new Unembed(embed.Width), call.Node()))
                : throw new ShapeException("a tensor that 'embed' did not make",
                    "the result of 'embed', as in 'let e = tokens |> embed 64'")),
    ];

    private static IEnumerable<OperationDefinition> Normalizations() =>
    [
        new("batchnorm", "Batch normalization, then a trained gain and shift.",
            [
                new("epsilon", ArgumentKind.NotNegative, "added to the variance", "1e-5"),
                new("momentum", ArgumentKind.Real, "the share of the new in a running statistic", "0.1"),
                new("running", ArgumentKind.Word, "which statistic is kept for evaluation", "variance",
                    ["variance", "deviation"]),
                new("unbiased", ArgumentKind.Boolean, "whether the variance that normalizes is divided by n - 1", "false"),
                new("gain", ArgumentKind.Initializer, "draws the gain", "ones"),
                new("shift", ArgumentKind.Initializer, "draws the shift", "zeros"),
                Input,
            ],
            call => call.Add(
                new BatchNorm(
                    call.Number("epsilon"), call.Number("momentum"), call.Word("running") == "deviation",
                        call.Boolean("unbiased"),
                    call.Initializer("gain", Initializer.Ones), call.Initializer("shift", Initializer.Zeros)),
                call.Node())),
        new("layernorm", "Layer normalization, then a trained gain and shift.",
            [new("epsilon", ArgumentKind.NotNegative, "added to the variance", "1e-5"), Input],
            call => call.Add(new LayerNorm(call.Number("epsilon")), call.Node())),
        new("rmsnorm", "Division by the root of the mean square, then a trained gain.",
            [new("epsilon", ArgumentKind.NotNegative, "added to the mean square", "1e-5"), Input],
            call => call.Add(new RmsNorm(call.Number("epsilon")), call.Node())),
        new("dropout", "In training a share of the numbers is 0 and the others grow to make up for it.",
            [new("probability", ArgumentKind.Share, "the share; left out, the spec's, and nothing where that is 0",
                "regularization.dropout"), Input],
            call => call.Has("probability") ? call.Add(new Dropout(call.Number("probability")), call.Node())
                : call.Graph.HasDropout ? call.Add(new Dropout(null), call.Node())
                : call.Arguments["input"]),
    ];

    private static IEnumerable<OperationDefinition> Elementwise() =>
    [
        Activate(ActivationFunction.Tanh, "The hyperbolic tangent."),
        Activate(ActivationFunction.Relu, "The positive part."),
        new(Keywords.Of(ActivationFunction.Gelu), "x times the normal distribution function of x.",
            [new("approximate", ArgumentKind.Word, "the exact function, or the approximation by tanh", "none",
                ["none", "tanh"]), Input],
            call => call.Add(
                new Activation(call.Word("approximate") == "tanh" ? ActivationFunction.GeluTanh : ActivationFunction.Gelu),
                call.Node()))
        {
            Activation = ActivationFunction.Gelu,
        },
        Activate(ActivationFunction.Silu, "x times its sigmoid."),
        Activate(ActivationFunction.Sigmoid, "1 / (1 + exp(-x))."),
        new(Keywords.Of(ActivationFunction.Softmax), "Shares that add up to 1 over the innermost dimension, or over another axis.",
            [Over("width"), Input],
            call => call.Has("over") ? call.Add(new Softmax(call.Word("over"), false), call.Node())
                : call.Add(new Activation(ActivationFunction.Softmax), call.Node())),
        Elementary(ActivationFunction.Exp, "The exponential."),
        Elementary(ActivationFunction.Log, "The natural logarithm."),
        Elementary(ActivationFunction.Abs, "The absolute value."),
        Elementary(ActivationFunction.Sign, "-1, 0 or 1."),
        Elementary(ActivationFunction.Square, "The product with itself."),
        Activate(ActivationFunction.Softplus, "log(1 + exp(x))."),
        Elementary(ActivationFunction.Sin, "The sine."),
        Elementary(ActivationFunction.Cos, "The cosine."),
        Join(ArithmeticOperator.Add, "The sum of two tensors; 'a + b' means the same."),
        Join(ArithmeticOperator.Multiply, "The product of two tensors, number by number; 'a * b' means the same."),
        new("concat", "Two tensors side by side along an axis.", [Other("left"), Over("width"), Input],
            call => call.Add(new Concat(call.Word("over")), call.Node("left"), call.Node())),
    ];

    private static IEnumerable<OperationDefinition> Initializers() =>
    [
        Draw(InitializerKind.Normal, "normal; a scale of 0 still draws.",
            new("scale", ArgumentKind.NotNegative, "the standard deviation", "1"),
            new("mean", ArgumentKind.Real, "the mean", "0")),
        Draw(InitializerKind.Uniform, "uniform between -bound and bound.",
            new OperationParameter("bound", ArgumentKind.NotNegative, "the largest value")),
        Draw(InitializerKind.Kaiming, "normal with standard deviation gain / sqrt(fan-in).",
            new OperationParameter("gain", ArgumentKind.Real, "5.0 / 3 before tanh, sqrt 2 before relu", "1")),
        Draw(InitializerKind.Xavier, "uniform within gain * sqrt(6 / (fan-in + fan-out)).",
            new OperationParameter("gain", ArgumentKind.Real, "a factor", "1")),
        Draw(InitializerKind.Orthogonal, "gain times a matrix with orthonormal rows or columns.",
            new OperationParameter("gain", ArgumentKind.Real, "a factor", "1")),
        Fill(InitializerKind.Constant, "the same value everywhere.",
            new OperationParameter("value", ArgumentKind.Real, "the value")),
        Fill(InitializerKind.Zeros, "zeros."),
        Fill(InitializerKind.Ones, "ones."),
    ];

    private static OperationParameter[] Draws =>
    [
        new("seed", ArgumentKind.Integer, "a seed of its own; the run's generator where it is left out", "run"),
        new("order", ArgumentKind.Integer, "parameters of a higher order are drawn later", "0"),
    ];

    private static OperationDefinition Elementary(ActivationFunction function, string summary) =>
        new(Keywords.Of(function), summary, [Input], call => call.Add(new Activation(function), call.Node()));

    private static OperationDefinition Activate(ActivationFunction function, string summary) =>
        Elementary(function, summary) with { Activation = function };

    private static OperationParameter Other(string name) => new(name, ArgumentKind.Tensor, "another tensor");

    private static OperationDefinition Join(ArithmeticOperator operation, string summary) =>
        new(Keywords.Of(operation), summary, [Other("left"), Input],
            call => call.Add(new Combine(operation), call.Node("left"), call.Node()));

    // An initializer that draws from a generator.
    private static OperationDefinition Draw(InitializerKind kind, string summary, params OperationParameter[] numbers) =>
        new(Keywords.Of(kind), $"Initializer: {summary}", [.. numbers, .. Draws], call => new InitializerValue(
            new(kind, Given(call, numbers))
            {
                Seed = call.Has("seed") ? call.Number("seed") : null,
                Order = call.Has("order") ? (int)Known(call, "order") : 0,
            }));

    private static OperationDefinition Fill(InitializerKind kind, string summary, params OperationParameter[] numbers) =>
        new(Keywords.Of(kind), $"Initializer: {summary}", [.. numbers], call => new InitializerValue(new(kind, Given(call, numbers))));

    // The first number is always written; what is left out behind it is the default.
    private static EquatableArray<Number> Given(OperationCall call, OperationParameter[] numbers) =>
        numbers.Where((number, index) => index == 0 || call.Has(number.Name)).Select(number => call.Number(number.Name))
            .ToEquatableArray();

    private static Initializer Normal(Number scale) => new(InitializerKind.Normal, [scale]);
}
