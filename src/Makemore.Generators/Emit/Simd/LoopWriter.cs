using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <summary>
/// Writes a kernel of loops as a method of its own. Within the outer loops numbers are computed one by one, within the innermost
/// sixteen at a time. Where a sum over inner loops is read in others, these come behind it.
/// </summary>
internal sealed partial class LoopWriter
{
    private const string Zero = "Vector512<float>.Zero";

    /// <summary>The functions that the code calls without the name of their class.</summary>
    public static readonly string[] Functions =
    [
        "Exp", "Log", "Tanh", "Sigmoid", "Erf", "Sine", "Cosine", "SquareRoot", "Absolute", "Maximum", "Less", "Equal", "Select", "Sum", "Largest",
        "Keep", "KeepOr", "Indices",
    ];

    private readonly LoopKernel kernel;
    private readonly Identifiers names = new();
    private readonly Symbols symbols;
    private readonly List<(View View, string Name)> tensors = [];
    private readonly Number.Symbol[] loops;
    private readonly Dictionary<Place, string> accumulators = [];
    private readonly List<Dictionary<Place, string>> scopes = [];

    private LoopWriter(LoopKernel kernel)
    {
        this.kernel = kernel;
        symbols = new(names);
        loops = [.. kernel.Axes.Select((axis, loop) => new Number.Symbol(
            LoopOf(axis.Name) + (kernel.Axes.Take(loop).Any(other => LoopOf(other.Name) == LoopOf(axis.Name)) ? "2" : ""), null, true))];
    }

    /// <summary>Writes the method.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">The method's name.</param>
    /// <returns>The code, what is passed for its tensors, and the symbols that follow them.</returns>
    public static (string Code, IReadOnlyList<View> Tensors, IReadOnlyList<Number.Symbol> Symbols) Write(LoopKernel kernel, string name)
    {
        var writer = new LoopWriter(kernel);
        var body = new CodeWriter();
        var anchors = kernel.Stores.Cast<object>().Concat(kernel.Steps.OfType<ReduceStep>()).ToList();
        // Indices are named before tensors, so that these give way.
        foreach (var loop in writer.loops)
        {
            writer.symbols.Identifier(loop);
        }

        writer.WriteLevel(body, 0, anchors);
        var used = writer.symbols.Used.Where(symbol => !writer.loops.Contains(symbol)).ToList();
        var code = new CodeWriter();
        var parameters = writer.tensors.Select(tensor => $"Floats {tensor.Name}")
            .Concat(used.Select(symbol => $"{(symbol.IsInteger ? "int" : "float")} {writer.symbols.Identifier(symbol)}"));
        code.Statement($"private static void {name}({string.Join(", ", parameters)})");
        using (code.Block(""))
        {
            code.Lines(body.ToString().TrimEnd('\n'));
        }

        return (code.ToString(), [.. writer.tensors.Select(tensor => tensor.View)], used);
    }

    private int Depth => kernel.Axes.Count;

    private static string LoopOf(string axis) => axis switch
    {
        "batch" => "example",
        "time" => "place",
        "width" or "units" => "unit",
        "vocab" => "token",
        _ => char.IsDigit(axis[0]) ? "index" + axis : axis + "Index",
    };

    // All that is done within some of the loops, in phases: what reads a sum over inner loops comes behind them.
    private void WriteLevel(CodeWriter code, int level, IReadOnlyList<object> anchors)
    {
        scopes.Add([]);
        var phases = new Dictionary<Place, int>();
        var deep = anchors.Where(anchor => LevelOf(anchor) > level).ToLookup(anchor => PhaseOf(anchor, level, phases));
        var here = anchors.Where(anchor => LevelOf(anchor) == level).ToLookup(anchor => PhaseOf(anchor, level, phases));
        var last = anchors.Select(anchor => PhaseOf(anchor, level, phases)).Append(0).Max();
        for (var phase = 0; phase <= last; phase++)
        {
            foreach (var anchor in here[phase])
            {
                WriteAnchor(code, anchor, level);
            }

            List<object> inside = [.. deep[phase]];
            if (inside.Count == 0)
            {
                continue;
            }

            List<ReduceStep> finished = [.. inside.OfType<ReduceStep>().Where(reduce => reduce.Place.Level == level)];
            foreach (var reduce in finished)
            {
                var isVector = reduce.Input.Level == Depth;
                accumulators[reduce.Place] = names.Add(NameOf(reduce.Place) + (isVector ? "Lanes" : ""));
                var start = reduce.Function == ReductionFunction.Sum ? isVector ? Zero : "0f"
                    : isVector ? "Vector512.Create(float.NegativeInfinity)" : "float.NegativeInfinity";
                code.Line($"var {accumulators[reduce.Place]} = {start};");
            }

            foreach (var place in inside.SelectMany(ReadBy))
            {
                Hoist(code, place, level, []);
            }

            var (loop, size) = (symbols.Identifier(loops[level]), symbols.Code(kernel.Axes[level].Size));
            var step = level == Depth - 1 ? $"{loop} += Floats.Lanes" : $"{loop}++";
            using (code.Block($"for (var {loop} = 0; {loop} < {size}; {step})"))
            {
                WriteLevel(code, level + 1, inside);
            }

            foreach (var reduce in finished)
            {
                var accumulated = accumulators[reduce.Place];
                if (reduce.Input.Level < Depth)
                {
                    scopes[level][reduce.Place] = accumulated;
                    continue;
                }

                var name = names.Add(NameOf(reduce.Place));
                code.Line($"var {name} = {(reduce.Function == ReductionFunction.Sum ? "Sum" : "Largest")}({accumulated});");
                scopes[level][reduce.Place] = name;
            }
        }

        scopes.RemoveAt(scopes.Count - 1);
    }

    private int LevelOf(object anchor) => anchor switch
    {
        Store store => store.Loops.Select(loop => loop + 1).Append(store.Value.Level).Append(store.Index?.Place.Level ?? 0).Max(),
        ReduceStep reduce => reduce.Input.Level,
        _ => 0,
    };

    private static IEnumerable<Place> ReadBy(object anchor) => anchor switch
    {
        Store store => store.Index is null ? [store.Value] : [store.Value, store.Index.Place],
        ReduceStep reduce => reduce.Inputs,
        _ => [],
    };

    private int PhaseOf(object anchor, int level, Dictionary<Place, int> phases) =>
        ReadBy(anchor).Select(place => PhaseOf(place, level, phases)).Append(0).Max();

    private int PhaseOf(Place place, int level, Dictionary<Place, int> phases)
    {
        if (!phases.TryGetValue(place, out var phase))
        {
            var step = kernel[place]!;
            phase = step.Inputs.Select(input => PhaseOf(input, level, phases)).Append(0).Max()
                + (step is ReduceStep reduce && reduce.Place.Level <= level && reduce.Input.Level > level ? 1 : 0);
            phases[place] = phase;
        }

        return phase;
    }

    // What an inner loop reads and does not change is computed before it.
    private void Hoist(CodeWriter code, Place place, int level, HashSet<Place> seen)
    {
        if (!seen.Add(place) || Find(place) is not null || accumulators.ContainsKey(place))
        {
            return;
        }

        if (place.Level <= level)
        {
            if (kernel[place] is not ComputeStep { Primitive: Scalar { Value: Number.Constant } })
            {
                Named(code, place);
            }

            return;
        }

        foreach (var input in kernel[place]!.Inputs)
        {
            Hoist(code, input, level, seen);
        }
    }

    private string? Find(Place place) => scopes.AsEnumerable().Reverse().Select(scope => scope.TryGetValue(place, out var name) ? name : null)
        .FirstOrDefault(name => name is not null);

    private void WriteAnchor(CodeWriter code, object anchor, int level)
    {
        var isVector = level == Depth && level > 0;
        if (anchor is ReduceStep reduce)
        {
            var accumulated = accumulators[reduce.Place];
            var value = isVector ? Vector(code, reduce.Input) : Single(code, reduce.Input);
            code.Line((reduce.Function, isVector) switch
            {
                (ReductionFunction.Sum, true) => $"{accumulated} += Keep({value}, {Left});",
                (ReductionFunction.Sum, false) => $"{accumulated} += {value};",
                (_, true) => $"{accumulated} = Maximum({accumulated}, KeepOr({value}, {Left}, float.NegativeInfinity));",
                _ => $"{accumulated} = Maximum({accumulated}, {value});",
            });
            return;
        }

        WriteStore(code, (Store)anchor, isVector);
    }

    private void WriteStore(CodeWriter code, Store store, bool isVector)
    {
        var tensor = TensorOf(store.View);
        var index = IndexOf(code, store.View, store.Loops, store.Index);
        if (!isVector)
        {
            var number = Single(code, store.Value);
            code.Line(store.Mode switch
            {
                StoreMode.Set => $"{tensor}[{index}] = {number};",
                StoreMode.Add => $"{tensor}[{index}] += {number};",
                _ => $"{tensor}[{index}] = Maximum({tensor}[{index}], {number});",
            });
            return;
        }

        var value = Vector(code, store.Value);
        var stride = LaneStride(store.View, store.Loops, store.Index);
        if (store.Index is { Place.Level: var depth } row && depth == Depth)
        {
            code.Line($"{tensor}.Scatter({index}, {Vector(code, row.Place)}, {symbols.Code(store.View.StrideOf(row.Axis))}, {symbols.Code(stride)}, {value}, {Left});");
        }
        else if (stride.Value is 0)
        {
            // What lies in one place is summed there.
            code.Line(store.Mode == StoreMode.Maximum
                ? $"{tensor}[{index}] = Maximum({tensor}[{index}], Largest(KeepOr({value}, {Left}, float.NegativeInfinity)));"
                : $"{tensor}[{index}] += Sum(Keep({value}, {Left}));");
        }
        else
        {
            var (side, load) = stride.Value is 1 ? ("", $"{tensor}.Load({index})")
                : ($", {symbols.Code(stride)}", $"{tensor}.Load({index}, {symbols.Code(stride)}, {Left})");
            var result = store.Mode switch { StoreMode.Set => value, StoreMode.Add => $"{load} + {value}", _ => $"Maximum({load}, {value})" };
            code.Line($"{tensor}.Store({index}{side}, {result}, {Left});");
        }
    }

    // How many numbers are left of the innermost loop.
    private string Left => $"{symbols.Code(kernel.Axes[Depth - 1].Size)} - {symbols.Identifier(loops[Depth - 1])}";

    private string TensorOf(View view)
    {
        foreach (var (known, name) in tensors)
        {
            if (known.Block == view.Block && known.Offset == view.Offset)
            {
                return name;
            }
        }

        var added = names.Add(view.Block.Name.Replace(".*", ""));
        tensors.Add((view, added));
        return added;
    }

    private Number LaneStride(View view, EquatableArray<int> around, RowIndex? index)
    {
        var axes = view.Dimensions.Where(dimension => dimension.Axis.Name != index?.Axis).ToList();
        var lane = around.ToList().IndexOf(Depth - 1);
        return lane < 0 ? Number.Of(0) : axes[lane].Stride;
    }

    private string Factor(Number number) => number.Size > 0 ? $"({symbols.Code(number)})" : symbols.Code(number);

    private string IndexOf(CodeWriter code, View view, EquatableArray<int> around, RowIndex? index)
    {
        var axes = view.Dimensions.Where(dimension => dimension.Axis.Name != index?.Axis);
        var place = axes.Zip(around, (dimension, loop) => (dimension, loop)).OrderBy(pair => pair.loop)
            .Where(pair => pair.dimension.Stride.Value is not 0)
            .Aggregate(Number.Of(0), (sum, pair) => sum + (loops[pair.loop] * pair.dimension.Stride));
        var text = symbols.Code(place);
        return index is null || (index.Place.Level == Depth && Depth > 0) ? text
            : $"{(text == "0" ? "" : text + " + ")}((int){Single(code, index.Place)} * {Factor(view.StrideOf(index.Axis))})";
    }
}
