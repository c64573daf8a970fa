using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <summary>What an argument may be.</summary>
internal enum ArgumentKind
{
    /// <summary>A whole number, 1 or more: a width, a count.</summary>
    Count,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number from 0 to below 1.</summary>
    Share,

    /// <summary>A real number; a whole one fits too.</summary>
    Real,

    /// <summary>A real number, 0 or more.</summary>
    NotNegative,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>The tensor that comes in.</summary>
    Tensor,

    /// <summary>A layer: a function from a tensor to a tensor.</summary>
    Layer,

    /// <summary>An initializer.</summary>
    Initializer,

    /// <summary>false for none, true for the default, or an initializer.</summary>
    OptionalInitializer,

    /// <summary>One of the parameter's words.</summary>
    Word,

    /// <summary>The name of an axis.</summary>
    Axis,

    /// <summary>A tensor or a number.</summary>
    Operand,

    /// <summary>A tensor, or a tuple of tensors.</summary>
    Tensors,

    /// <summary>A list.</summary>
    List,

    /// <summary>A value of any kind.</summary>
    Any,
}

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="Summary">What it is, for the reference.</param>
/// <param name="Default">Its default as the reference writes it; null where an argument is required.</param>
/// <param name="Words">The words of <see cref="ArgumentKind.Word"/>.</param>
internal sealed record OperationParameter(
    string Name, ArgumentKind Kind, string Summary, string? Default = null, EquatableArray<string> Words = default)
{
    /// <summary>Whether it needs an argument.</summary>
    public bool IsRequired => Default is null;

    /// <summary>What it may be, as a message says it.</summary>
    public string Expected => Kind switch
    {
        ArgumentKind.Count => "a whole number, 1 or more",
        ArgumentKind.Integer => "a whole number",
        ArgumentKind.Share => "a number from 0 to below 1",
        ArgumentKind.Real => "a number",
        ArgumentKind.NotNegative => "a number, 0 or more",
        ArgumentKind.Boolean => "true or false",
        ArgumentKind.Tensor => "a tensor",
        ArgumentKind.Layer => "a layer, such as 'linear 200 >> tanh'",
        ArgumentKind.Initializer => "an initializer, such as '(normal 0.01)'",
        ArgumentKind.OptionalInitializer => "true, false or an initializer, such as '(normal 0.01)'",
        ArgumentKind.Axis => "the name of an axis",
        ArgumentKind.Operand => "a tensor or a number",
        ArgumentKind.Tensors => "a tensor, or a tuple of tensors",
        ArgumentKind.List => "a list, such as '[256; 128; 64]'",
        ArgumentKind.Any => "any value",
        _ => string.Join(" or ", Words.Select(word => $"'{word}'")),
    };
}

/// <summary>An operation of the language: its parameters, and what applying it does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does, for the reference.</param>
/// <param name="Parameters">Its parameters; those that need an argument are filled by position.</param>
/// <param name="Apply">Its meaning; all required arguments are there and of their kind.</param>
internal sealed record OperationDefinition(
    string Name, string Summary, EquatableArray<OperationParameter> Parameters, Func<OperationCall, Value> Apply)
{
    /// <summary>What arguments of other names are, each of which names an axis: sizes, or names; null where there are none.</summary>
    public OperationParameter? Axes { get; init; }

    /// <summary>The activation that its bare name says, so that the name can be the word of a hyperparameter; null for others.</summary>
    public ActivationFunction? Activation { get; init; }

    /// <summary>A parameter by its name, or the one for the axis of that name.</summary>
    public OperationParameter Parameter(string name) => Parameters.FirstOrDefault(parameter => parameter.Name == name) ?? Axes! with { Name = name };

    /// <summary>Whether an argument is a word and no expression, or one whose name is unknown, so that its value means nothing.</summary>
    /// <param name="name">Its name; null where it has none.</param>
    public bool TakesWord(string? name) => name is not null
        && (Parameters.FirstOrDefault(parameter => parameter.Name == name) ?? Axes)?.Kind is null or ArgumentKind.Word or ArgumentKind.Axis;
}

/// <summary>The arguments of an operation that is applied.</summary>
/// <param name="Graph">The graph that grows.</param>
/// <param name="Definition">The operation.</param>
/// <param name="Arguments">The arguments by the name of their parameter.</param>
/// <param name="ApplyLayer">Applies a layer to a tensor.</param>
internal sealed record OperationCall(
    GraphBuilder Graph,
    OperationDefinition Definition,
    IReadOnlyDictionary<string, Value> Arguments,
    Func<FunctionValue, Value, Value> ApplyLayer)
{
    /// <summary>Whether a function waits for the index of a repetition.</summary>
    public required Func<FunctionValue, bool> TakesIndex { get; init; }

    /// <summary>The axes that were named, with their sizes.</summary>
    public Axes Axes => new(OfAxes
        .Select(argument => new Axis(argument.Key, ((NumberValue)argument.Value).Number)).ToEquatableArray());

    /// <summary>Runs a program of the prelude on arguments by the names of its parameters.</summary>
    public required Func<string, IReadOnlyDictionary<string, Value>, Value> RunPrelude { get; init; }

    /// <summary>The value given for a parameter, its default, or that there is none.</summary>
    public Value ValueOf(OperationParameter parameter) => Arguments.TryGetValue(parameter.Name, out var value) ? value
        : parameter.Kind switch
        {
            ArgumentKind.Initializer => new InitializerValue(
                parameter.Default == "normal" ? new(InitializerKind.Normal, [Shapes.Number.Of(1)]) : Graphs.Initializer.Default),
            ArgumentKind.OptionalInitializer => new BooleanValue(true),
            ArgumentKind.Count or ArgumentKind.Share when !char.IsDigit(parameter.Default![0]) => NoneValue.Instance,
            ArgumentKind.Count or ArgumentKind.Share => new NumberValue(DefaultNumber(parameter)),
            _ => NoneValue.Instance,
        };

    private IEnumerable<KeyValuePair<string, Value>> OfAxes =>
        Arguments.Where(argument => Definition.Parameters.All(parameter => parameter.Name != argument.Key));

    /// <summary>The axis that was named.</summary>
    /// <exception cref="ShapeException">There is none, or more than one.</exception>
    public (string Name, Value Value) OneAxis(string example)
    {
        var named = OfAxes.ToList();
        return named.Count == 1 ? (named[0].Key, named[0].Value)
            : throw new ShapeException($"{named.Count} axes", $"one, as in '{example}'");
    }

    /// <summary>The node of a tensor, or of a number as one.</summary>
    public int Operand(string name) => Arguments[name] is NumberValue { Number: var number }
        ? Graph.Apply(new Fill(number, Shapes.Axes.None)) : Node(name);

    /// <summary>The number given for a parameter, or its default.</summary>
    public Number Number(string name) => Arguments.TryGetValue(name, out var value)
        ? ((NumberValue)value).Number
        : DefaultNumber(Definition.Parameters.First(parameter => parameter.Name == name));

    /// <summary>Whether a parameter was given.</summary>
    public bool Has(string name) => Arguments.ContainsKey(name);

    /// <summary>The initializer of weights.</summary>
    public Initializer Weight() => Initializer("init", Graphs.Initializer.Default);

    /// <summary>The initializer of a bias; null where it is left out.</summary>
    public Initializer? Bias() => OptionalInitializer("bias", Graphs.Initializer.Default);

    /// <summary>The yes or no given for a parameter, or its default.</summary>
    public bool Boolean(string name) => Arguments.TryGetValue(name, out var value)
        ? ((BooleanValue)value).Value
        : Definition.Parameters.First(parameter => parameter.Name == name).Default == "true";

    /// <summary>The word given for a parameter, or its default.</summary>
    public string Word(string name) => Arguments.TryGetValue(name, out var value)
        ? ((WordValue)value).Word
        : Definition.Parameters.First(parameter => parameter.Name == name).Default!;

    /// <summary>The initializer given for a parameter, or another.</summary>
    public Initializer Initializer(string name, Initializer otherwise) =>
        Arguments.TryGetValue(name, out var value) && value is InitializerValue given ? given.Initializer : otherwise;

    /// <summary>The initializer of a part that can be left out; null where it is.</summary>
    public Initializer? OptionalInitializer(string name, Initializer otherwise) =>
        Arguments.TryGetValue(name, out var value) && value is BooleanValue { Value: false }
            ? null
            : Initializer(name, otherwise);

    /// <summary>The node of a tensor.</summary>
    public int Node(string name = "input") => ((TensorValue)Arguments[name]).Node;

    /// <summary>A layer.</summary>
    public FunctionValue Layer(string name) => (FunctionValue)Arguments[name];

    /// <summary>Applies an operation of the graph.</summary>
    public TensorValue Add(Operation operation, params int[] inputs) => Tensor(Graph.Apply(operation, inputs));

    /// <summary>The result of a node.</summary>
    public TensorValue Tensor(int node) => new(node, Graph.ShapeOf(node));

    private static Number DefaultNumber(OperationParameter parameter) => parameter.Kind is ArgumentKind.Count or ArgumentKind.Integer
        ? Shapes.Number.Of(long.Parse(parameter.Default!, System.Globalization.CultureInfo.InvariantCulture))
        : Shapes.Number.Of(double.Parse(parameter.Default!, System.Globalization.CultureInfo.InvariantCulture));
}
