using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <summary>What an expression means at build time.</summary>
internal abstract record Value
{
    /// <summary>The value as a message names it: «the whole number 200», «a layer».</summary>
    public abstract string Display { get; }
}

/// <summary>A whole or real number.</summary>
internal sealed record NumberValue(Number Number) : Value
{
    /// <inheritdoc/>
    public override string Display => Number.IsInteger ? $"the whole number {Number}" : $"the real number {Number}";
}

/// <summary>Yes or no.</summary>
internal sealed record BooleanValue(bool Value) : Value
{
    /// <inheritdoc/>
    public override string Display => Value ? "true" : "false";
}

/// <summary>A word that an argument chooses from a list.</summary>
internal sealed record WordValue(string Word) : Value
{
    /// <inheritdoc/>
    public override string Display => $"'{Word}'";
}

/// <summary>The result of a node.</summary>
internal sealed record TensorValue(int Node, Shape Shape) : Value
{
    /// <inheritdoc/>
    public override string Display => $"a tensor of shape {Shape}";
}

/// <summary>Several values as one.</summary>
internal sealed record TupleValue(EquatableArray<Value> Items) : Value
{
    /// <inheritdoc/>
    public override string Display => $"a tuple of {Items.Count} values";
}

/// <summary>Values in a row.</summary>
internal sealed record ListValue(EquatableArray<Value> Items) : Value
{
    /// <inheritdoc/>
    public override string Display => $"a list of {Items.Count} values";
}

/// <summary>Where a parameter's first values come from.</summary>
internal sealed record InitializerValue(Initializer Initializer) : Value
{
    /// <inheritdoc/>
    public override string Display => $"the initializer '{Keywords.Of(Initializer.Kind)}'";
}

/// <summary>An argument that was left out.</summary>
internal sealed record NoneValue : Value
{
    /// <summary>The one value.</summary>
    public static NoneValue Instance { get; } = new();

    /// <inheritdoc/>
    public override string Display => "'none', for an argument that was left out";
}

/// <summary>What is left of an expression that was reported; whatever takes it stays silent.</summary>
internal sealed record ErrorValue : Value
{
    /// <summary>The one value.</summary>
    public static ErrorValue Instance { get; } = new();

    /// <inheritdoc/>
    public override string Display => "an error";
}

/// <summary>A function with the arguments that it was given so far.</summary>
/// <param name="Name">Its name for messages.</param>
/// <param name="Bound">The arguments by the name of their parameter.</param>
/// <param name="Origin">Where the function was named or written.</param>
internal abstract record FunctionValue(string Name, EquatableArray<BoundArgument> Bound, Span? Origin) : Value
{
    /// <summary>The name that a <c>let</c> gives it; null for an operation of the language and for a part of an expression.</summary>
    public string? Let { get; init; }

    /// <summary>The function of the program that it came from: <c>dense</c> of <c>let first = dense 200</c>.</summary>
    public string? Function { get; init; }

    /// <summary>The numbers that <see cref="Function"/> was given.</summary>
    public EquatableArray<CallNumber> Numbers { get; init; }

    /// <summary>The names of the parameters and whether they need an argument, in order.</summary>
    public abstract IReadOnlyList<(string Name, bool IsRequired)> Parameters { get; }

    /// <summary>The parameters that still need an argument.</summary>
    public IReadOnlyList<string> Missing =>
        [.. Parameters.Where(p => p.IsRequired && Bound.All(b => b.Name != p.Name)).Select(p => p.Name)];

    /// <inheritdoc/>
    public override string Display =>
        Bound.FirstOrDefault(argument => argument.Value is TensorValue) is { Name: var name }
            ? $"the function '{Step}', which has a tensor as '{name}' and still waits for " +
                $"{string.Join(" and ", Missing.Select(missing => $"'{missing}'"))}"
        : Missing is ["input"] or ["x"] ? $"the layer '{Step}'"
        : $"the function '{Step}', which still waits for {string.Join(" and ", Missing.Select(name => $"'{name}'"))}";

    /// <summary>The function as it was written.</summary>
    public string Step => Origin is { } span ? span.Text : Name;
}

/// <summary>An argument that was given.</summary>
internal sealed record BoundArgument(string Name, Value Value, Span Span);

/// <summary>An argument of a call, with its name where it is given by name.</summary>
internal sealed record CallArgument(string? Name, Value Value, Span Span);

/// <summary>An operation of the language.</summary>
internal sealed record OperationValue(OperationDefinition Definition, EquatableArray<BoundArgument> Bound, Span? Origin)
    : FunctionValue(Definition.Name, Bound, Origin)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, bool IsRequired)> Parameters =>
        [.. Definition.Parameters.Select(p => (p.Name, p.IsRequired))];
}

/// <summary>A function that a program defines.</summary>
internal sealed record ClosureValue(
    string Name, EquatableArray<FunctionParameter> Formals, Expression Body, Scope Scope,
    EquatableArray<BoundArgument> Bound, Span? Origin)
    : FunctionValue(Name, Bound, Origin)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, bool IsRequired)> Parameters =>
        [.. Formals.Select(p => (p.Name, p.Default is null))];
}

/// <summary><c>first >> second</c>.</summary>
internal sealed record ComposedValue(FunctionValue First, FunctionValue Second, EquatableArray<BoundArgument> Bound, Span? Origin)
    : FunctionValue("composition", Bound, Origin)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, bool IsRequired)> Parameters { get; } = [("input", true)];
}

/// <summary>A layer whose applications all have the same weights.</summary>
internal sealed record SharedValue(FunctionValue Layer, SharedParameters Weights, EquatableArray<BoundArgument> Bound, Span? Origin)
    : FunctionValue(Layer.Name, Bound, Origin)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, bool IsRequired)> Parameters { get; } = [("input", true)];
}

/// <summary>Names and their values; a definition makes a new scope, so that a function sees only what stands above it.</summary>
internal sealed class Scope
{
    // A program has few names of its own, which are walked; the operations below them are many, and never walked to be found.
    private readonly Dictionary<string, Value> ground;
    private readonly Scope? outer;
    private readonly string name;
    private readonly Value? value;

    private Scope(Dictionary<string, Value> ground, Scope? outer, string name, Value? value) =>
        (this.ground, this.outer, this.name, this.value) = (ground, outer, name, value);

    /// <summary>All names that can be seen from here, the latest first.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            for (var scope = this; scope.outer is not null; scope = scope.outer)
            {
                yield return scope.name;
            }

            foreach (var known in ground.Keys)
            {
                yield return known;
            }
        }
    }

    /// <summary>A scope at the bottom of others.</summary>
    /// <param name="values">What it knows, by its names, the latest first.</param>
    public static Scope Of(IEnumerable<KeyValuePair<string, Value>> values) =>
        new(values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal), null, "", null);

    /// <summary>This scope and one more name.</summary>
    public Scope With(string newName, Value newValue) => new(ground, this, newName, newValue);

    /// <summary>The value of a name, or null.</summary>
    public Value? Find(string sought)
    {
        for (var scope = this; scope.outer is not null; scope = scope.outer)
        {
            if (scope.name == sought)
            {
                return scope.value;
            }
        }

        return ground.TryGetValue(sought, out var found) ? found : null;
    }
}
