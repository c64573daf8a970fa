using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <content>What is computed, a statement for each kernel, with its shape.</content>
internal sealed partial class SimdNetworkWriter
{
    private void WriteKernels(CodeWriter code, IReadOnlyList<Kernel> kernels)
    {
        foreach (var (kernel, isFirst) in kernels.Select((kernel, place) => (kernel, place == 0)))
        {
            switch (kernel)
            {
                case LoopKernel loop:
                    WriteLoop(code, loop);
                    break;
                case ProductKernel product:
                    code.Comment(FormulaOf(product));
                    WriteFills(code);
                    WriteProduct(code, product, 0);
                    if (product.Around.Count > 0)
                    {
                        code.Line();
                    }

                    break;
                case FillKernel fill:
                    var what = fill.Mode == StoreMode.Maximum ? "Fill(float.NegativeInfinity)" : "Clear()";
                    fills.Add($"{Argument(fill.View)}.Span({symbols.Code(fill.View.Axes.Size)}).{what};");
                    break;
                case KeepKernel keep:
                    code.Comment($"{blocks.NameOf(keep.Result)}   {Shape(keep.Result.Axes)}");
                    WriteFills(code);
                    code.Statement($"Drop({blocks.FieldOf(keep.Result)}, {keep.Keep.Share.Render(IdentifierOf, "double.Sqrt")}, {symbols.Code(keep.Result.Size)});");
                    break;
                case CumulativeKernel sum:
                    var axes = sum.Input.Axes.Items.ToList();
                    var at = axes.FindIndex(axis => axis.Name == sum.Axis);
                    var outer = at == 0 ? Number.Of(0) : sum.Input.Dimensions[at - 1].Stride;
                    var sizes = new[] { Axes.SizeOf(axes.Take(at)), axes[at].Size, Axes.SizeOf(axes.Skip(at + 1)) };
                    code.Comment($"{blocks.NameOf(sum.Result)} = cumsum({blocks.NameOf(sum.Input.Block)})   {Shape(sum.Result.Axes)}");
                    WriteFills(code);
                    code.Statement(
                        $"Cumulative.Sum(new({Argument(sum.Input)}, {symbols.Code(outer)}, {symbols.Code(sum.Input.Dimensions[at].Stride)}), "
                        + $"{blocks.FieldOf(sum.Result)}, {string.Join(", ", sizes.Select(symbols.Code))});");
                    break;
                case ScanKernel scan:
                    WriteFills(code);
                    WriteScan(code, scan, isFirst);
                    break;
            }
        }

        WriteFills(code);
    }

    // What is added to is cleared where it is.
    private void WriteFills(CodeWriter code)
    {
        foreach (var fill in fills)
        {
            code.Statement(fill);
        }

        fills.Clear();
    }

    private void WriteScan(CodeWriter code, ScanKernel scan, bool isFirst)
    {
        steps.Add(scan.Step);
        var (step, count) = (symbols.Identifier(scan.Step), symbols.Code(scan.Axis.Size));
        if (!isFirst)
        {
            code.Line();
        }

        var order = scan.Axis.Name == "time" ? "Step by step" : "Layer by layer";
        code.Line($"// {order}{(scan.IsBackwards ? ", from the last to the first" : "")}.");
        using (code.Block(scan.IsBackwards ? $"for (var {step} = {count} - 1; {step} >= 0; {step}--)" : $"for (var {step} = 0; {step} < {count}; {step}++)"))
        {
            WriteKernels(code, scan.Body);
        }

        code.Line();
    }

    // left @ right, where a matrix whose rows lie apart by one is transposed.
    private string FormulaOf(ProductKernel product)
    {
        var left = blocks.NameOf(product.Left.Block) + (product.Depth.Left.Value is not 1 && product.Rows.Left.Value is 1 ? "^T" : "");
        var right = blocks.NameOf(product.Right.Block) + (product.Columns.Right.Value is not 1 && product.Depth.Right.Value is 1 ? "^T" : "");
        return $"{blocks.NameOf(product.Result.Block)} {(product.Adds ? "+=" : "=")} {left} @ {right}   {Shape(product.Result.Axes)}";
    }

    private void WriteLoop(CodeWriter code, LoopKernel kernel)
    {
        var written = LoopWriter.Write(kernel, blocks.NameOf);
        var formula = LoopFormula.Of(kernel, blocks.NameOf);
        var arguments = written.Tensors.Select(Argument).Concat(written.Words.Select(WordOf))
            .Concat(written.Symbols.Select(symbol => (symbol.IsInteger || IsSetting(symbol) ? "" : "(float)") + IdentifierOf(symbol)));
        var results = kernel.Stores.Select(store => store.View.Block).Distinct().ToLookup(block => Shape(block.Axes), blocks.NameOf);
        foreach (var alike in results)
        {
            var isWhole = formula.Count == 1 && results.Count == 1 && alike.Count() == 1;
            code.Comment($"{(isWhole ? formula[0] : string.Join(", ", alike))}   {alike.Key}");
        }

        WriteFills(code);
        code.Statement($"{MethodOf(kernel, written, formula)}({string.Join(", ", arguments)});");
    }

    private string WordOf(string name) => symbols.Identifier(graph.Choices.First(choice => choice.Name == name));

    private static bool IsSetting(Number.Symbol symbol) => symbol.Default is null && symbol.Name is "labelSmoothing" or "dropoutShare";

    // What a setting decides is a property of the network.
    private string IdentifierOf(Number.Symbol symbol) =>
        IsSetting(symbol) ? char.ToUpperInvariant(symbol.Name[0]) + symbol.Name.Substring(1) : symbols.Identifier(symbol);

    private void WriteProduct(CodeWriter code, ProductKernel kernel, int around)
    {
        if (around < kernel.Around.Count - 1)
        {
            var axis = kernel.Around[around];
            var loop = LoopOf(kernel.Around, around);
            using (code.Block($"for (var {symbols.Identifier(loop)} = 0; {symbols.Identifier(loop)} < {symbols.Code(axis.Size)}; {symbols.Identifier(loop)}++)"))
            {
                var inner = new ProductKernel(
                    At(kernel.Left, axis, loop), At(kernel.Right, axis, loop), At(kernel.Result, axis, loop), kernel.Rows, kernel.Columns, kernel.Depth,
                    kernel.Around, kernel.Adds);
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
            symbols.Code(kernel.Rows.Size), symbols.Code(kernel.Columns.Size), symbols.Code(kernel.Depth.Size), kernel.Adds ? "adds: true" : "adds: false",
        ];
        code.Statement($"Product.Multiply({string.Join(", ", arguments)});");
    }

    private static View At(View view, Axis axis, Number.Symbol place) => view.Axes.Has(axis.Name) ? view.At(axis.Name, place) : view;

    // The place along one of some axes; those of one kind are told apart.
    private Number.Symbol LoopOf(IReadOnlyList<Axis> axes, int index)
    {
        var name = LoopNames.Of(axes[index].Name);
        var alike = axes.Take(index).Count(other => LoopNames.Of(other.Name) == name);
        var loop = new Number.Symbol(name + (alike == 0 ? "" : (alike + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)), null, true);
        steps.Add(loop);
        return loop;
    }
}
