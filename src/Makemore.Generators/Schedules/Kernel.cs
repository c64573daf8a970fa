using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <summary>What is computed at once.</summary>
public abstract class Kernel
{
    /// <summary>The blocks that it reads or writes.</summary>
    public abstract IEnumerable<Block> Blocks { get; }
}

/// <summary>A matrix product, or many of them: the sum over the depth of left (rows, depth) times right (depth, columns).</summary>
/// <param name="left">The left matrix.</param>
/// <param name="right">The right matrix.</param>
/// <param name="result">Where it goes; its columns lie next to each other.</param>
/// <param name="rows">The axes of the rows, as one.</param>
/// <param name="columns">The axes of the columns, as one.</param>
/// <param name="depth">The axes that are summed, as one.</param>
/// <param name="around">Axes along which there is a product at each place.</param>
/// <param name="adds">Whether the result is added to, since some of them are summed.</param>
public sealed class ProductKernel(
    View left, View right, View result, ProductAxis rows, ProductAxis columns, ProductAxis depth, IReadOnlyList<Axis> around, bool adds) : Kernel
{
    /// <summary>The left matrix.</summary>
    public View Left { get; } = left;

    /// <summary>The right matrix.</summary>
    public View Right { get; } = right;

    /// <summary>Where it goes.</summary>
    public View Result { get; } = result;

    /// <summary>The rows of the left matrix and of the result.</summary>
    public ProductAxis Rows { get; } = rows;

    /// <summary>The columns of the right matrix and of the result.</summary>
    public ProductAxis Columns { get; } = columns;

    /// <summary>What is summed.</summary>
    public ProductAxis Depth { get; } = depth;

    /// <summary>Axes along which there is a product at each place.</summary>
    public IReadOnlyList<Axis> Around { get; } = around;

    /// <summary>Whether the result is added to; it was 0 before the kernel.</summary>
    public bool Adds { get; } = adds;

    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => [Left.Block, Right.Block, Result.Block];
}

/// <summary>Axes that a product goes through as if they were one.</summary>
/// <param name="Size">The number of places.</param>
/// <param name="Left">The stride in the left matrix; 0 where it has none of them.</param>
/// <param name="Right">The stride in the right matrix.</param>
/// <param name="Result">The stride in the result.</param>
public sealed record ProductAxis(Number Size, Number Left, Number Right, Number Result);

/// <summary>Draws which numbers dropout keeps.</summary>
/// <param name="keep">What is drawn.</param>
/// <param name="result">Where it goes, in the order of the draws.</param>
public sealed class KeepKernel(Keep keep, Block result) : Kernel
{
    /// <summary>What is drawn.</summary>
    public Keep Keep { get; } = keep;

    /// <summary>Where it goes.</summary>
    public Block Result { get; } = result;

    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => [Result];
}

/// <summary>Fills a tensor before it is added to.</summary>
/// <param name="view">The tensor, which lies in one piece.</param>
/// <param name="mode">How it is added to.</param>
public sealed class FillKernel(View view, StoreMode mode) : Kernel
{
    /// <summary>The tensor.</summary>
    public View View { get; } = view;

    /// <summary>How it is added to.</summary>
    public StoreMode Mode { get; } = mode;

    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => [View.Block];
}

/// <summary>The sum of this and all earlier places along an axis.</summary>
/// <param name="input">What is summed; what lies within the axis lies next to each other.</param>
/// <param name="result">Where it goes, with its axes in the order of the input's.</param>
/// <param name="axis">The axis.</param>
public sealed class CumulativeKernel(View input, Block result, string axis) : Kernel
{
    /// <summary>What is summed.</summary>
    public View Input { get; } = input;

    /// <summary>Where it goes.</summary>
    public Block Result { get; } = result;

    /// <summary>The axis.</summary>
    public string Axis { get; } = axis;

    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => [Input.Block, Result];
}

/// <summary>Kernels computed at each place of an axis, one place after the other.</summary>
/// <param name="axis">The axis.</param>
/// <param name="isBackwards">Whether it begins at the end.</param>
/// <param name="step">The symbol of the place in the offsets of views.</param>
/// <param name="body">What is computed at a place.</param>
/// <param name="kept">The blocks that go from one place to the next, or outlive the last.</param>
public sealed class ScanKernel(Axis axis, bool isBackwards, Number.Symbol step, IReadOnlyList<Kernel> body, IReadOnlyList<Block> kept) : Kernel
{
    /// <summary>The blocks that go from one place to the next, or outlive the last.</summary>
    public IReadOnlyList<Block> Kept { get; } = kept;

    /// <summary>The axis.</summary>
    public Axis Axis { get; } = axis;

    /// <summary>Whether it begins at the end.</summary>
    public bool IsBackwards { get; } = isBackwards;

    /// <summary>The symbol of the place in the offsets of views.</summary>
    public Number.Symbol Step { get; } = step;

    /// <summary>What is computed at a place.</summary>
    public IReadOnlyList<Kernel> Body { get; } = body;

    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => Body.SelectMany(kernel => kernel.Blocks);
}

/// <summary>Functions of single numbers, and their sums, computed in nested loops over axes; the innermost goes many at a time.</summary>
/// <param name="axes">The loops, from the outermost.</param>
public sealed class LoopKernel(IReadOnlyList<Axis> axes) : Kernel
{
    private readonly Dictionary<Place, LoopStep> steps = [];
    private readonly List<Store> stores = [];

    /// <summary>The loops, from the outermost.</summary>
    public IReadOnlyList<Axis> Axes { get; } = axes;

    /// <summary>What a value is called that is computed here; null where it has no name.</summary>
    public Func<int, ValueName?> NameOf { get; init; } = _ => null;

    /// <summary>What is computed, each behind what it reads.</summary>
    public IReadOnlyCollection<LoopStep> Steps => steps.Values;

    /// <summary>What is written to memory.</summary>
    public IReadOnlyList<Store> Stores => stores;

    /// <summary>The hyperparameters whose words choose a function that is computed here.</summary>
    public IEnumerable<string> Words => steps.Values.OfType<ComputeStep>()
        .Select(step => step.Primitive switch
        {
            ChosenCore core => core.Name,
            ChosenFunction function => function.Name,
            ChosenDerivative derivative => derivative.Name,
            _ => null,
        })
        .OfType<string>().Distinct();

    /// <summary>The step at a place; null where it is not computed here.</summary>
    public LoopStep? this[Place place] => steps.TryGetValue(place, out var step) ? step : null;

    /// <summary>Adds a step.</summary>
    public void Add(LoopStep step) => steps.Add(step.Place, step);

    /// <summary>Writes a value to memory.</summary>
    public void Add(Store store) => stores.Add(store);

    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => steps.Values
        .Select(step => step switch { LoadStep load => load.View.Block, RowStep row => row.Table.Block, _ => null })
        .OfType<Block>().Concat(stores.Select(store => store.View.Block));
}

/// <summary>A value as loops see it.</summary>
/// <param name="Value">The number of the value in its region.</param>
/// <param name="Loops">For each of its axes, which of the loops goes along it.</param>
public sealed record Place(int Value, EquatableArray<int> Loops)
{
    /// <summary>How many of the loops, from the outermost, it is computed in.</summary>
    public int Level => Loops.Select(loop => loop + 1).Append(0).Max();
}

/// <summary>A step within loops.</summary>
/// <param name="Place">What it gives.</param>
public abstract record LoopStep(Place Place)
{
    /// <summary>What it reads.</summary>
    public virtual IEnumerable<Place> Inputs => [];
}

/// <summary>Reads a number from memory.</summary>
/// <param name="Place">What it gives.</param>
/// <param name="View">The tensor; its axes are those of the value, in their order.</param>
public sealed record LoadStep(Place Place, View View) : LoopStep(Place);

/// <summary>Reads a number of a table at a place that is computed.</summary>
/// <param name="Place">What it gives.</param>
/// <param name="Table">The table.</param>
/// <param name="Loops">For each axis of the table but that of <paramref name="Index"/>, which of the loops goes along it.</param>
/// <param name="Index">The place.</param>
public sealed record RowStep(Place Place, View Table, EquatableArray<int> Loops, RowIndex Index) : LoopStep(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Place> Inputs => [Index.Place];
}

/// <summary>A function of numbers.</summary>
/// <param name="Place">What it gives.</param>
/// <param name="Primitive">The function; also a number, or the place along an axis.</param>
/// <param name="Reads">What it reads.</param>
public sealed record ComputeStep(Place Place, Primitive Primitive, EquatableArray<Place> Reads) : LoopStep(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Place> Inputs => Reads;
}

/// <summary>A sum or largest over the innermost of the loops that its input is computed in, so that it can be read within the others.</summary>
/// <param name="Place">What it gives.</param>
/// <param name="Function">How.</param>
/// <param name="Input">What is reduced.</param>
public sealed record ReduceStep(Place Place, ReductionFunction Function, Place Input) : LoopStep(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Place> Inputs => [Input];
}

/// <summary>What becomes of what stood in memory.</summary>
public enum StoreMode
{
    /// <summary>It is written over.</summary>
    Set,

    /// <summary>It is added to; it was 0 before the kernel.</summary>
    Add,

    /// <summary>The larger one stays; it was minus infinity before the kernel.</summary>
    Maximum,
}

/// <summary>Writes a value to memory.</summary>
/// <param name="Value">The value.</param>
/// <param name="View">Where it goes; an axis that is summed is not there.</param>
/// <param name="Loops">For each axis of the view but that of <paramref name="Index"/>, which of the loops goes along it.</param>
/// <param name="Mode">What becomes of what stood there.</param>
/// <param name="Index">The place along an axis that no loop goes along; null where there is none.</param>
public sealed record Store(Place Value, View View, EquatableArray<int> Loops, StoreMode Mode, RowIndex? Index = null);

/// <summary>A place along an axis that is computed.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Place">What gives the place.</param>
public sealed record RowIndex(string Axis, Place Place);
