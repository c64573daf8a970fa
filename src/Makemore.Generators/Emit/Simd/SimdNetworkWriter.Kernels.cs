using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <content>What is computed, a line for each kernel.</content>
internal sealed partial class SimdNetworkWriter
{
    private void WriteKernels(CodeWriter code, IReadOnlyList<Kernel> kernels)
    {
        foreach (var kernel in kernels)
        {
            switch (kernel)
            {
                case LoopKernel loop:
                    WriteLoop(code, loop);
                    break;
                case ProductKernel product:
                    WriteProduct(code, product, 0);
                    break;
                case FillKernel fill:
                    var size = fill.View.Axes.Items.Select(axis => axis.Size).Aggregate(Number.Of(1), (left, right) => left * right);
                    var what = fill.Mode == StoreMode.Maximum ? "Fill(float.NegativeInfinity)" : "Clear()";
                    code.Line($"{Argument(fill.View)}.Span({symbols.Code(size)}).{what};");
                    break;
                case KeepKernel keep:
                    code.Line($"Drop({FieldOf(keep.Result)}, {keep.Keep.Share.Render(IdentifierOf, "double.Sqrt")}, {symbols.Code(keep.Result.Size)});");
                    break;
                case CumulativeKernel sum:
                    var axes = sum.Input.Axes.Items.ToList();
                    var at = axes.FindIndex(axis => axis.Name == sum.Axis);
                    var sizes = new[] { Product(axes.Take(at)), axes[at].Size, Product(axes.Skip(at + 1)) };
                    code.Line($"Cumulative.Sum({FieldOf(sum.Input)}, {FieldOf(sum.Result)}, {string.Join(", ", sizes.Select(symbols.Code))});");
                    break;
                case ScanKernel scan:
                    var step = symbols.Identifier(scan.Step);
                    var count = symbols.Code(scan.Axis.Size);
                    using (code.Block(scan.IsBackwards ? $"for (var {step} = {count} - 1; {step} >= 0; {step}--)" : $"for (var {step} = 0; {step} < {count}; {step}++)"))
                    {
                        WriteKernels(code, scan.Body);
                    }

                    break;
            }
        }
    }

    private static Number Product(IEnumerable<Axis> axes) => axes.Select(axis => axis.Size).Aggregate(Number.Of(1), (left, right) => left * right);

    private void WriteLoop(CodeWriter code, LoopKernel kernel)
    {
        var name = MethodOf(kernel);
        var (text, tensors, used) = LoopWriter.Write(kernel, name);
        loops.Add($"// {Literal.Line(new Axes(Collections.EquatableArray.ToEquatableArray(kernel.Axes)).ToString())}\n" + text);
        var arguments = tensors.Select(Argument)
            .Concat(used.Select(symbol => (symbol.IsInteger || IsSetting(symbol) ? "" : "(float)") + IdentifierOf(symbol)));
        code.Statement($"{name}({string.Join(", ", arguments)});");
    }

    private static bool IsSetting(Number.Symbol symbol) => symbol.Name is "labelSmoothing" or "dropoutShare";

    // What a setting decides is a property of the network.
    private string IdentifierOf(Number.Symbol symbol) =>
        IsSetting(symbol) ? char.ToUpperInvariant(symbol.Name[0]) + symbol.Name.Substring(1) : symbols.Identifier(symbol);

    private string MethodOf(LoopKernel kernel)
    {
        var block = kernel.Stores.Count > 0 ? kernel.Stores[kernel.Stores.Count - 1].View.Block.Name : "nothing";
        var name = string.Concat(block.Split('.').Where(word => word != "*").Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        var candidate = name;
        for (var index = 2; !methods.Add(candidate); index++)
        {
            candidate = name + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return candidate;
    }

    private void WriteProduct(CodeWriter code, ProductKernel kernel, int around)
    {
        if (around < kernel.Around.Count - 1)
        {
            var axis = kernel.Around[around];
            var loop = new Number.Symbol($"step{kernel.Around.Count}{around}{axis.Name}", null, true);
            using (code.Block($"for (var {symbols.Identifier(loop)} = 0; {symbols.Identifier(loop)} < {symbols.Code(axis.Size)}; {symbols.Identifier(loop)}++)"))
            {
                var inner = new ProductKernel(
                    At(kernel.Left, axis, loop), At(kernel.Right, axis, loop), At(kernel.Result, axis, loop), kernel.Rows, kernel.Columns, kernel.Depth,
                    kernel.Around);
                WriteProduct(code, inner, around + 1);
            }

            return;
        }

        var last = kernel.Around.LastOrDefault();
        string Next(View view) => symbols.Code(view.StrideOf(last!.Name));
        string[] many = last is null ? [] : [symbols.Code(last.Size)];
        string[] arguments =
        [
            .. many,
            $"new({Argument(kernel.Left)}, {symbols.Code(kernel.Rows.Left)}, {symbols.Code(kernel.Depth.Left)})",
            .. many.Select(_ => Next(kernel.Left)),
            $"new({Argument(kernel.Right)}, {symbols.Code(kernel.Depth.Right)}, {symbols.Code(kernel.Columns.Right)})",
            .. many.Select(_ => Next(kernel.Right)),
            Argument(kernel.Result),
            .. many.Select(_ => Next(kernel.Result)),
            symbols.Code(kernel.Rows.Result),
            symbols.Code(kernel.Rows.Size), symbols.Code(kernel.Columns.Size), symbols.Code(kernel.Depth.Size), "adds: false",
        ];
        code.Statement($"Product.Multiply({string.Join(", ", arguments)});");
    }

    private static View At(View view, Axis axis, Number.Symbol place) => view.Axes.Has(axis.Name) ? view.At(axis.Name, place) : view;
}
