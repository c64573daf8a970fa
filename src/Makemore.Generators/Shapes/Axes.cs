using Makemore.Generators.Collections;

namespace Makemore.Generators.Shapes;

/// <summary>A dimension of a tensor by its name: <c>time</c>, <c>width</c>.</summary>
/// <param name="Name">The name, unique within a tensor.</param>
/// <param name="Size">The number of places.</param>
public sealed record Axis(string Name, Number Size)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Size}";
}

/// <summary>The axes of a tensor; what is computed depends on their names, never on their order.</summary>
/// <param name="Items">The axes, from the outermost as they were made.</param>
public sealed record Axes(EquatableArray<Axis> Items)
{
    /// <summary>No axis: a single number.</summary>
    public static Axes None { get; } = new([]);

    /// <summary>Axes without a name of their own, such as those of a weight.</summary>
    public static Axes Numbered(IEnumerable<Number> sizes) =>
        new(sizes.Select((size, index) => new Axis(index.ToString(System.Globalization.CultureInfo.InvariantCulture), size)).ToEquatableArray());

    /// <summary>The number of places: how many numbers a tensor of these axes has.</summary>
    public Number Size => SizeOf(Items);

    /// <summary>An axis by its name.</summary>
    /// <exception cref="ShapeException">There is none of the name.</exception>
    public Axis this[string name] => Items.FirstOrDefault(axis => axis.Name == name)
        ?? throw new ShapeException($"a tensor with the axes {this}", $"one with an axis '{name}'");

    /// <summary>The number of places of some axes together; 1 where there are none.</summary>
    public static Number SizeOf(IEnumerable<Axis> axes) => Number.Product(axes.Select(axis => axis.Size));

    /// <summary>The number of places of the axes of some names together.</summary>
    public Number SizeOf(IEnumerable<string> names) => SizeOf(names.Select(name => this[name]));

    /// <summary>Whether there is an axis of a name.</summary>
    public bool Has(string name) => Items.Any(axis => axis.Name == name);

    /// <summary>The axes without some.</summary>
    public Axes Without(params IEnumerable<string> names) => new(Items.Where(axis => !names.Contains(axis.Name)).ToEquatableArray());

    /// <summary>The axes with one put in the place of another.</summary>
    public Axes Replace(string name, params Axis[] others)
    {
        _ = this[name];
        return Distinct(Items.SelectMany(axis => axis.Name == name ? others : [axis]));
    }

    /// <summary>The axes of two tensors that are aligned by name and repeated along what one of them lacks.</summary>
    /// <exception cref="ShapeException">An axis that both have has two sizes.</exception>
    public Axes With(Axes other)
    {
        foreach (var axis in other.Items.Where(axis => Has(axis.Name)))
        {
            RequireEqual(this[axis.Name], axis);
        }

        return new(Items.Concat(other.Items.Where(axis => !Has(axis.Name))).ToEquatableArray());
    }

    /// <summary>The axes with one more in front.</summary>
    public Axes Prepend(Axis axis) => Distinct(Items.Prepend(axis));

    /// <summary>Whether the other has the same axes, in any order.</summary>
    public bool IsAlike(Axes other) => Items.Count == other.Items.Count && Items.All(axis => other.Has(axis.Name));

    /// <inheritdoc/>
    public override string ToString() => $"({string.Join(", ", Items)})";

    /// <summary>Makes sure that two sizes are not known to differ; what an override could break is a constraint of the graph.</summary>
    public static void RequireEqual(Axis left, Axis right)
    {
        if (left.Size.Value is { } first && right.Size.Value is { } second && first != second)
        {
            throw new ShapeException($"an axis '{left.Name}' of {left.Size}", $"one of {right.Size}");
        }
    }

    private static Axes Distinct(IEnumerable<Axis> axes)
    {
        var items = axes.ToEquatableArray();
        return items.GroupBy(axis => axis.Name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw new ShapeException($"two axes '{twice}'", "axes of different names")
            : new(items);
    }
}
