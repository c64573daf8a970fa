using Makemore.Generators.Collections;

namespace Makemore.Generators.Shapes;

/// <summary>
/// The axes of a tensor of a model, in the order in which every tensor has them: <c>batch</c>, <c>time</c>, those that a program
/// introduces, <c>width</c>.
/// </summary>
public sealed record Shape
{
    private static readonly string[] Standard = ["batch", "time", "width"];

    private Shape()
    {
    }

    /// <summary>The axes, from the outermost.</summary>
    public required Axes Axes { get; init; }

    /// <summary>The sizes of the axes.</summary>
    public EquatableArray<Number> Dimensions => Axes.Items.Select(axis => axis.Size).ToEquatableArray();

    /// <summary>The number of dimensions.</summary>
    public int Rank => Axes.Items.Count;

    /// <summary>The innermost dimension.</summary>
    public Number Last => Axes.Items[Rank - 1].Size;

    /// <summary>The names of the axes.</summary>
    public IEnumerable<string> Names => Axes.Items.Select(axis => axis.Name);

    /// <summary>Axes, put in order.</summary>
    public static Shape Of(Axes axes) => new() { Axes = new(axes.Items.OrderBy(axis => PlaceOf(axis.Name)).ToEquatableArray()) };

    /// <summary>Sizes under the usual names: (width), (batch, width) or (batch, time, width).</summary>
    public static Shape Of(params IEnumerable<Number> dimensions)
    {
        var sizes = dimensions.ToList();
        string[] names = sizes.Count switch { 1 => ["width"], 2 => ["batch", "width"], _ => Standard };
        return new() { Axes = new(names.Zip(sizes, (name, size) => new Axis(name, size)).ToEquatableArray()) };
    }

    /// <summary>The place of an axis among the others; -1 where there is none of the name.</summary>
    public int IndexOf(string axis) => Names.ToList().IndexOf(axis);

    /// <summary>The same shape with another innermost dimension.</summary>
    public Shape WithLast(Number last) =>
        this with { Axes = Axes.Replace(Axes.Items[Rank - 1].Name, new Axis(Axes.Items[Rank - 1].Name, last)) };

    /// <summary>The shape as the docs write it: <c>(batch, context, embedding)</c>, axes of a program with their names.</summary>
    public override string ToString() => Text(axis => axis.Size.ToString());

    /// <summary>The shape in numbers, a name where the number is known only at run time: <c>(batch, 3, 10)</c>.</summary>
    public string Sizes =>
        Text(axis => axis.Size.Value is { } value ? Number.Of((long)value).ToString() : axis.Size.ToString());

    private static int PlaceOf(string axis) => axis switch { "batch" => 0, "time" => 1, "width" => 3, _ => 2 };

    private string Text(Func<Axis, string> size) => $"({string.Join(", ", Axes.Items.Select(axis =>
        Standard.Contains(axis.Name) || char.IsDigit(axis.Name[0]) ? size(axis) : $"{axis.Name}: {size(axis)}"))})";
}
