using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <content>What loops write, and where it lies.</content>
internal sealed partial class LoopWriter
{
    // From this length on, the place of what is read and written has a name.
    private const int LongestIndex = 44;

    private const int LengthOfCalls = 32;

    // Whether a block is the end of what is written.
    private bool WriteAnchor(CodeWriter code, object anchor, int level)
    {
        var isVector = level == Depth && level > 0;
        if (anchor is not ReduceStep reduce)
        {
            return WriteStore(code, (Store)anchor, isVector);
        }

        var accumulated = accumulators[reduce.Place];
        // What the largest is taken of stands in two calls.
        var value = Rooted(code, reduce.Input, isVector, Longest - (reduce.Function == ReductionFunction.Sum ? 0 : LengthOfCalls)).Text;
        code.Statement((reduce.Function, isVector) switch
        {
            (ReductionFunction.Sum, true) => $"{accumulated} += Keep({value}, {Left});",
            (ReductionFunction.Sum, false) => $"{accumulated} += {value};",
            (_, true) => $"{accumulated} = Maximum({accumulated}, KeepOr({value}, {Left}, float.NegativeInfinity));",
            _ => $"{accumulated} = Maximum({accumulated}, {value});",
        });
        return false;
    }

    private bool WriteStore(CodeWriter code, Store store, bool isVector)
    {
        // Nothing is added where a condition of the loops around says so.
        var conditions = new List<string>();
        while (isVector && store.Mode == StoreMode.Add && kernel[store.Value] is ComputeStep { Primitive: Primitives.Select } select
            && select.Reads[0].Level < Depth && ZeroOf(select) is { } zero)
        {
            conditions.Add($"{Single(code, select.Reads[0]).Text} {(zero == 1 ? "==" : "!=")} 0f");
            store = store with { Value = select.Reads[3 - zero] };
        }

        if (conditions.Count == 0)
        {
            WriteStoreAlways(code, store, isVector);
            return false;
        }

        // What others read too has its name before.
        var value = Vector(code, store.Value);
        if (Find(store.Value) is null)
        {
            Named(code, store.Value, value);
        }

        using (code.Block($"if ({string.Join(" && ", conditions)})"))
        {
            WriteStoreAlways(code, store, isVector);
        }

        return true;
    }

    // Which of the alternatives is 0.
    private int? ZeroOf(ComputeStep select) => new[] { 1, 2 }
        .Where(read => kernel[select.Reads[read]] is ComputeStep { Primitive: Scalar { Value: { IsPlain: true, Value: 0 } } })
        .Select(read => (int?)read).FirstOrDefault();

    private void WriteStoreAlways(CodeWriter code, Store store, bool isVector)
    {
        var tensor = TensorOf(store.View);
        var index = IndexOf(code, store.View, store.Loops, store.Index);
        if (store.Mode != StoreMode.Set && index.Length > LongestIndex)
        {
            var offset = names.Add("offset");
            code.Assignment($"var {offset}", index);
            index = offset;
        }

        // What is added to is read in the same line.
        var value = Rooted(code, store.Value, isVector, Longest - (store.Mode == StoreMode.Set ? 0 : tensor.Length + index.Length));
        if (!isVector)
        {
            code.Statement(store.Mode switch
            {
                StoreMode.Set => $"{tensor}[{index}] = {value.Text};",
                StoreMode.Add => $"{tensor}[{index}] += {value.Text};",
                _ => $"{tensor}[{index}] = Maximum({tensor}[{index}], {value.Text});",
            });
            return;
        }

        var stride = LaneStride(store.View, store.Loops, store.Index);
        if (store.Index is { Place.Level: var depth } row && depth == Depth)
        {
            var rows = Vector(code, row.Place).Text;
            code.Statement($"{tensor}.Scatter({index}, {rows}, {Code(store.View.StrideOf(row.Axis))}, {Code(stride)}, {value.Text}, {Left});");
        }
        else if (stride.Value is 0)
        {
            // What lies in one place is summed there.
            code.Statement(store.Mode == StoreMode.Maximum
                ? $"{tensor}[{index}] = Maximum({tensor}[{index}], Largest(KeepOr({value.Text}, {Left}, float.NegativeInfinity)));"
                : $"{tensor}[{index}] += Sum(Keep({value.Text}, {Left}));");
        }
        else
        {
            var (side, load) = stride.Value is 1 ? ("", $"{tensor}.Load({index})")
                : ($", {Code(stride)}", $"{tensor}.Load({index}, {Code(stride)}, {Left})");
            var result = store.Mode switch
            {
                StoreMode.Set => value.Text,
                StoreMode.Add => Expression.Binary(new(load), "+", value).Text,
                _ => $"Maximum({load}, {value.Text})",
            };
            code.Statement($"{tensor}.Store({index}{side}, {result}, {Left});");
        }
    }

    private string TensorOf(View view)
    {
        var name = NameOf(view)!;
        usedTensors.Add(name);
        return name;
    }

    private string? NameOf(View view) =>
        tensors.Where(tensor => tensor.View.Block == view.Block && tensor.View.Offset == view.Offset).Select(tensor => tensor.Name).FirstOrDefault();

    private Number LaneStride(View view, EquatableArray<int> around, RowIndex? index)
    {
        var axes = view.Dimensions.Where(dimension => dimension.Axis.Name != index?.Axis).ToList();
        var lane = around.ToList().IndexOf(Depth - 1);
        return lane < 0 ? Number.Of(0) : axes[lane].Stride;
    }

    private string IndexOf(CodeWriter code, View view, EquatableArray<int> around, RowIndex? index)
    {
        var axes = view.Dimensions.Where(dimension => dimension.Axis.Name != index?.Axis);
        var terms = axes.Zip(around, (dimension, loop) => (dimension, loop)).OrderBy(pair => pair.loop)
            .Where(pair => pair.dimension.Stride.Value is not 0)
            .Select(pair => Times(new(loops[pair.loop]), pair.dimension.Stride)).ToList();
        if (index is not null && (index.Place.Level < Depth || Depth == 0))
        {
            terms.Insert(0, Times(new($"(int){Single(code, index.Place).Within(2)}"), view.StrideOf(index.Axis)));
        }

        return terms.Count == 0 ? "0" : string.Join(" + ", terms);
    }

    private string Times(Expression place, Number stride) => stride.Value is 1 && stride.IsPlain ? place.Text
        : Expression.Binary(place, "*", new(Code(stride), IsProduct(sizes.Short(stride)) ? 2 : 0)).Text;

    // Products of whole numbers come out the same in any order.
    private static bool IsProduct(Number number) => number is Number.Constant or Number.Symbol
        || (number is Number.Binary { Operation: ArithmeticOperator.Multiply } product && IsProduct(product.Left) && IsProduct(product.Right));

    private string Difference(Number size, string place) => $"{Code(size)} - {place}";

    private string Code(Number number) => Rendered(sizes.Short(number));

    private string Rendered(Number number) => number.Render(
        symbol =>
        {
            usedSymbols.Add(symbol);
            return symbols.TryGetValue(symbol, out var name) ? name : symbol.Name;
        },
        "double.Sqrt");
}
