namespace Makemore.Generators.Graphs;

/// <summary>What an operation's shape rule reads, and where it puts what it finds out.</summary>
/// <param name="graph">The graph that the operation joins.</param>
/// <param name="step">The operation as the program writes it.</param>
/// <param name="inputs">The shapes that come in.</param>
/// <param name="areTokens">Which of them are token ids.</param>
public sealed class Inference(GraphBuilder graph, string step, IReadOnlyList<Shape> inputs, IReadOnlyList<bool> areTokens)
{
    private readonly List<Parameter> parameters = [];
    private readonly List<Constraint> constraints = [];

    /// <summary>The number of tokens in the vocabulary.</summary>
    public Number Vocabulary => graph.Vocabulary;

    /// <summary>The number of tokens that the model sees.</summary>
    public Number Context => graph.Context;

    /// <summary>The parameters that the operation asked for, in the order of their draws.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>What overrides could break.</summary>
    public IReadOnlyList<Constraint> Constraints => constraints;

    /// <summary>Asks for a parameter.</summary>
    public void Parameter(string name, ParameterRole role, Initializer initializer, params Number[] shape) =>
        parameters.Add(new(0, name, role, Shape.Of(Axes.Numbered(shape)), initializer));

    /// <summary>Asks for a bias; nothing where it is left out.</summary>
    public void Bias(Initializer? initializer, Number fanIn, Number units, string name = "bias")
    {
        if (initializer is not null)
        {
            Parameter(name, ParameterRole.Bias, initializer.Kind == InitializerKind.Default ? Initializer.DefaultBias(fanIn)
                : initializer, units);
        }
    }

    /// <summary>The input, which must be vectors over time: (batch, time, width).</summary>
    public Shape Sequence(int input = 0)
    {
        var shape = Numbers(input);
        return shape.Names.SequenceEqual(["batch", "time", "width"])
            ? shape
            : throw new ShapeException($"a tensor of shape {shape}",
                "vectors over time, (batch, time, width), as 'embed' makes them");
    }

    /// <summary>The input, which must have an axis <c>width</c>.</summary>
    public Shape Vectors(int input = 0)
    {
        var shape = Numbers(input);
        return shape.Axes.Has("width") ? shape
            : throw new ShapeException($"a tensor of shape {shape}", "vectors: a tensor with an axis 'width'");
    }

    /// <summary>Makes sure that a tensor has one of some sets of axes.</summary>
    public void RequireAxes(Shape shape, params string[][] sets)
    {
        if (!sets.Any(shape.Names.SequenceEqual))
        {
            throw new ShapeException(
                $"a tensor of shape {shape}",
                $"one with the axes {string.Join(" or ", sets.Select(set => $"({string.Join(", ", set)})"))}; 'join' makes one axis of two");
        }
    }

    /// <summary>An axis of an input, which must have it.</summary>
    public Axis Axis(string name, int input = 0) => Numbers(input).Axes.Items.FirstOrDefault(axis => axis.Name == name)
        ?? throw new ShapeException(
            $"a tensor of shape {inputs[input]}", $"one with an axis '{name}'; this has {string.Join(", ", inputs[input].Names)}");

    /// <summary>Makes sure that the input has no axis of a name yet.</summary>
    public void RequireNew(string name)
    {
        if (inputs[0].Axes.Has(name))
        {
            throw new ShapeException($"a tensor of shape {inputs[0]}", $"one without an axis '{name}', or another name for the new one");
        }
    }

    /// <summary>Makes sure that a number is as large as another, now and after every override.</summary>
    public void RequireAtLeast(Number number, Number least, string expected)
    {
        if (number.Value is { } first && least.Value is { } second && first < second)
        {
            throw new ShapeException($"{Describe(number)} where at least {Describe(least)} is needed", expected);
        }

        if (!graph.IsNotNegative(number - least))
        {
            constraints.Add(new(ConstraintKind.AtLeast, number, least, step));
        }
    }

    /// <summary>The axes of two tensors together, aligned by their names, where sizes are the same now and after every override.</summary>
    public Shape Align(Shape left, Shape right)
    {
        foreach (var axis in left.Axes.Items.Where(axis => right.Axes.Has(axis.Name)))
        {
            RequireEqual(
                axis.Size, right.Axes[axis.Name].Size, $"two tensors of the same shape; these are {left} and {right}");
        }

        // The order of the larger one is kept, since it takes longer to change.
        return Shape.Of(left.Rank < right.Rank ? right.Axes.With(left.Axes) : left.Axes.With(right.Axes));
    }

    /// <summary>The input, which must be token ids.</summary>
    public Shape Tokens(int input = 0) => areTokens[input]
        ? inputs[input]
        : throw new ShapeException(
            $"numbers of shape {inputs[input]}", "token ids of shape (batch, context); it comes first, right behind 'tokens |>'");

    /// <summary>The input, which must be numbers and no token ids.</summary>
    public Shape Numbers(int input = 0) => areTokens[input]
        ? throw new ShapeException(
            "the token ids themselves", "numbers; put 'embed n' or 'onehot' between 'tokens' and this step")
        : inputs[input];

    /// <summary>Makes sure that two numbers are equal, now and after every override.</summary>
    public void RequireEqual(Number left, Number right, string expected)
    {
        if (Polynomial.AreEqual(left, right))
        {
            return;
        }

        if (left.Value is { } first && right.Value is { } second && first != second)
        {
            throw new ShapeException($"{Describe(left)} where {Describe(right)} is needed", expected);
        }

        constraints.Add(new(ConstraintKind.Equal, left, right, step));
    }

    /// <summary>Makes sure that a number is a multiple of another, now and after every override.</summary>
    public void RequireMultiple(Number number, Number divisor, string expected)
    {
        if (divisor.Value is 0)
        {
            throw new ShapeException($"{Describe(divisor)}, which is 0", expected);
        }

        if (Polynomial.IsMultiple(number, divisor))
        {
            return;
        }

        if (number.Value is { } first && divisor.Value is { } second && first % second != 0)
        {
            throw new ShapeException($"{Describe(number)}, which is no multiple of {Describe(divisor)}", expected);
        }

        constraints.Add(new(ConstraintKind.Multiple, number, divisor, step));
    }

    private static string Describe(Number number) => number is Number.Constant || number.Value is not { } value
        ? number.ToString()
        : $"{number} = {Number.Of((long)value)}";
}
