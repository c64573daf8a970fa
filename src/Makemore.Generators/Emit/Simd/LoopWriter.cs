using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <summary>The method of a kernel of loops.</summary>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Body">Its statements.</param>
/// <param name="Tensors">What is passed for its tensors.</param>
/// <param name="Words">The hyperparameters that follow them, whose words choose a function.</param>
/// <param name="Symbols">The symbols that come last.</param>
internal sealed record LoopCode(
    string Parameters, string Body, IReadOnlyList<View> Tensors, IReadOnlyList<string> Words, IReadOnlyList<Number.Symbol> Symbols);

/// <summary>
/// Writes a kernel of loops as a method of its own. Within the outer loops numbers are computed one by one, within the innermost
/// sixteen at a time. Where a sum over inner loops is read in others, these come behind it.
/// </summary>
internal sealed partial class LoopWriter
{
    // The code stands in a method of a class in a class.
    private const int Width = 108;

    private readonly LoopKernel kernel;
    private readonly LocalNames names = new();
    private readonly List<(View View, string Name)> tensors = [];
    private readonly HashSet<string> usedTensors = new(StringComparer.Ordinal);
    private readonly string[] loops;
    private readonly Dictionary<Number.Symbol, string> symbols = [];
    private readonly HashSet<Number.Symbol> usedSymbols = [];
    private readonly LoopSizes sizes;
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    private readonly Dictionary<Place, string> accumulators = [];
    private readonly List<LoopScope> scopes = [];
    // What loops before have computed and written, where it is better read than computed again.
    private readonly Dictionary<Place, Store> written = [];

    private LoopWriter(LoopKernel kernel, Func<Block, string> nameOf)
    {
        this.kernel = kernel;
        names.Open();
        // What is passed and what loops go through have the plain names; variables give way.
        foreach (var view in Views(kernel).Where(view => NameOf(view) is null))
        {
            tensors.Add((view, names.Add(nameOf(view.Block))));
        }

        foreach (var symbol in Numbers(kernel).SelectMany(number => number.Symbols).Where(symbol => !symbols.ContainsKey(symbol)))
        {
            symbols.Add(symbol, names.Add(symbol.Name));
        }

        foreach (var word in kernel.Words)
        {
            words.Add(word, names.Add(word));
        }

        loops = [.. kernel.Axes.Select(axis => names.Add(LoopNames.Of(axis.Name)))];
        sizes = new(kernel.Axes.Concat(Views(kernel).SelectMany(view => view.Block.Axes.Items)), names);
    }

    /// <summary>Writes the method.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="nameOf">What a block is called.</param>
    public static LoopCode Write(LoopKernel kernel, Func<Block, string> nameOf)
    {
        var writer = new LoopWriter(kernel, nameOf);
        var loops = new CodeWriter(Width);
        writer.WriteLevel(loops, 0, [.. writer.Waiting(), .. kernel.Stores, .. kernel.Steps.OfType<ReduceStep>()]);
        var body = new CodeWriter(Width);
        foreach (var (name, size) in writer.sizes.Used(writer.usedSymbols))
        {
            body.Statement($"var {name} = {writer.Rendered(size)};");
        }

        body.Lines(loops.ToString().TrimEnd('\n'));
        List<(View View, string Name)> passed = [.. writer.tensors.Where(tensor => writer.usedTensors.Contains(tensor.Name))];
        List<Number.Symbol> used = [.. writer.symbols.Keys.Where(writer.usedSymbols.Contains)];
        var parameters = passed.Select(tensor => $"Floats {tensor.Name}")
            .Concat(writer.words.Values.Select(word => $"{GeneratedNames.Activation} {word}"))
            .Concat(used.Select(symbol => $"{(symbol.IsInteger ? "int" : "float")} {writer.symbols[symbol]}"));
        return new(string.Join(", ", parameters), body.ToString().TrimEnd('\n'), [.. passed.Select(tensor => tensor.View)], [.. writer.words.Keys], used);
    }

    private int Depth => kernel.Axes.Count;

    // How many numbers are left of the innermost loop.
    private string Left => Difference(kernel.Axes[Depth - 1].Size, loops[Depth - 1]);

    // What is read comes before what is written.
    private static IEnumerable<View> Views(LoopKernel kernel) => kernel.Steps
        .Select(step => step switch { LoadStep load => load.View, RowStep row => row.Table, _ => null })
        .OfType<View>().Concat(kernel.Stores.Select(store => store.View));

    private static IEnumerable<Number> Numbers(LoopKernel kernel) =>
        kernel.Axes.Select(axis => axis.Size)
            .Concat(Views(kernel).SelectMany(view => view.Dimensions.Select(dimension => dimension.Stride)))
            .Concat(kernel.Steps.OfType<ComputeStep>().Select(step => step.Primitive).OfType<Scalar>().Select(scalar => scalar.Value));

    // All that is done within some of the loops, in phases: what reads a sum over inner loops comes behind them.
    private void WriteLevel(CodeWriter code, int level, IReadOnlyList<object> anchors)
    {
        names.Open();
        scopes.Add(new());
        scopes[level].Count(anchors.SelectMany(ReadBy), Find, InputsOf);
        var phases = new Dictionary<Place, int>();
        var deep = anchors.Where(anchor => LevelOf(anchor) > level).ToLookup(anchor => PhaseOf(anchor, level, phases));
        var here = anchors.Where(anchor => LevelOf(anchor) == level).ToLookup(anchor => PhaseOf(anchor, level, phases));
        var last = anchors.Select(anchor => PhaseOf(anchor, level, phases)).Append(0).Max();
        var isBehindBlock = false;
        for (var phase = 0; phase <= last; phase++)
        {
            if (isBehindBlock)
            {
                code.Line();
            }

            foreach (var (anchor, isFirst) in here[phase].Select((anchor, index) => (anchor, index == 0)))
            {
                if (!isFirst && isBehindBlock)
                {
                    code.Line();
                }

                isBehindBlock = WriteAnchor(code, anchor, level);
            }

            if (WithSums(deep[phase], level) is { Count: > 0 } inside)
            {
                if (isBehindBlock && here[phase].Any())
                {
                    code.Line();
                }

                isBehindBlock = true;
                WriteLoop(code, level, inside, phase < last || here[phase].Any());
                foreach (var store in inside.OfType<Store>().Where(IsReadBack))
                {
                    written[store.Value] = store;
                }
            }
        }

        scopes.RemoveAt(level);
        names.Close();
    }

    // Sums that belong to inner loops are computed again where those of a later phase read them.
    private List<object> WithSums(IEnumerable<object> anchors, int level)
    {
        List<object> all = [.. anchors];
        var seen = new HashSet<Place>();
        for (var index = 0; index < all.Count; index++)
        {
            var waiting = new Stack<Place>(ReadBy(all[index]));
            while (waiting.Count > 0)
            {
                var place = waiting.Pop();
                if (!seen.Add(place))
                {
                    continue;
                }

                if (kernel[place] is ReduceStep reduce)
                {
                    if (reduce.Place.Level > level && Find(place) is null && !all.Contains(reduce))
                    {
                        all.Add(reduce);
                    }
                }
                else if (Find(place) is null)
                {
                    foreach (var input in InputsOf(place))
                    {
                        waiting.Push(input);
                    }
                }
            }
        }

        return all;
    }

    private void WriteLoop(CodeWriter code, int level, IReadOnlyList<object> inside, bool isFollowed)
    {
        List<ReduceStep> finished = [.. inside.OfType<ReduceStep>().Where(reduce => reduce.Place.Level == level)];
        foreach (var reduce in finished)
        {
            var isVector = reduce.Input.Level == Depth;
            accumulators[reduce.Place] = names.Add(NameOf(reduce.Place) + (isVector ? "Lanes" : ""), "Here");
            var start = reduce.Function == ReductionFunction.Sum ? isVector ? "Vector512<float>.Zero" : "0f"
                : isVector ? "Vector512.Create(float.NegativeInfinity)" : "float.NegativeInfinity";
            code.Line($"var {accumulators[reduce.Place]} = {start};");
        }

        foreach (var place in inside.SelectMany(ReadBy))
        {
            Hoist(code, place, level, []);
        }

        var (loop, size) = (loops[level], Code(kernel.Axes[level].Size));
        var step = level == Depth - 1 ? $"{loop} += Floats.Lanes" : $"{loop}++";
        using (code.Block($"for (var {loop} = 0; {loop} < {size}; {step})"))
        {
            WriteLevel(code, level + 1, inside);
        }

        if (finished.Any(reduce => reduce.Input.Level == Depth))
        {
            code.Line();
        }

        foreach (var reduce in finished)
        {
            var accumulated = accumulators[reduce.Place];
            if (reduce.Input.Level < Depth)
            {
                scopes[level].Names[reduce.Place] = accumulated;
                continue;
            }

            var name = names.Add(NameOf(reduce.Place), "Here");
            code.Line($"var {name} = {(reduce.Function == ReductionFunction.Sum ? "Sum" : "Largest")}({accumulated});");
            scopes[level].Names[reduce.Place] = name;
        }
    }

    private int LevelOf(object anchor) => anchor switch
    {
        Store store => store.Loops.Select(loop => loop + 1).Append(store.Value.Level).Append(store.Index?.Place.Level ?? 0).Max(),
        ReduceStep reduce => reduce.Input.Level,
        _ => 0,
    };

    // A row that is added to is read and written.
    private static IEnumerable<Place> ReadBy(object anchor) => anchor switch
    {
        Store store => store.Index is null ? [store.Value] : [store.Value, store.Index.Place, store.Index.Place],
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
        if (!seen.Add(place) || Find(place) is not null || accumulators.ContainsKey(place) || IsPlain(place))
        {
            return;
        }

        if (place.Level <= level)
        {
            Named(code, place, Expressed(code, place, place.Level == Depth && Depth > 0));
            return;
        }

        foreach (var input in InputsOf(place))
        {
            Hoist(code, input, level, seen);
        }
    }

    // What a value is computed from where it is read next; nothing where it is read from memory. Sums are computed by loops of their own.
    private IEnumerable<Place> InputsOf(Place place) => written.ContainsKey(place) || kernel[place] is ReduceStep ? [] : kernel[place]!.Inputs;

    private bool IsReadBack(Store store) => store is { Mode: StoreMode.Set, Index: null }
        && IsCostly(store.Value) && store.Loops.Count == store.Value.Loops.Count && store.Loops.All(store.Value.Loops.Contains);

    private string? Find(Place place) => scopes.AsEnumerable().Reverse().Select(scope => scope.Names.TryGetValue(place, out var name) ? name : null)
        .FirstOrDefault(name => name is not null);
}
