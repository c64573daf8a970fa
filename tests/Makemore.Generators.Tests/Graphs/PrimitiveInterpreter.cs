using Makemore.Generators.Primitives;
using Makemore.Generators.Shapes;
using Makemore.Runtime.Numerics;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>Computes primitives with libtorch, one by one; a tensor's dimensions are in the order of its axes.</summary>
/// <param name="source">Gives what comes into the graph.</param>
/// <param name="symbols">Gives the numbers of symbols.</param>
/// <param name="generator">Draws masks.</param>
/// <param name="words">Gives the words of hyperparameters that are not at their default.</param>
internal sealed class PrimitiveInterpreter(
    Func<Source, Tensor> source, IReadOnlyDictionary<string, double> symbols, TorchGenerator generator,
    IReadOnlyDictionary<string, string>? words = null)
{
    private readonly SymbolValues values = new(symbols);

    /// <summary>The results of a graph; their axes are in the order of the torch backend.</summary>
    public IReadOnlyList<Tensor> Run(PrimitiveGraph graph) =>
        [.. Run(graph.Body, new Dictionary<(PortKind, int), (Tensor, Axes)>())
            .Zip(graph.Body.Results.Select(graph.Body.AxesOf), graph.Results)
            .Select(result => Ordered((result.First, result.Second), OrderOf(graph, result.Third, result.Second)))];

    // A derivative has the order of its parameter.
    private static Axes OrderOf(PrimitiveGraph graph, GraphResult result, Axes axes) => result.Kind == ResultKind.Gradient
        ? graph.Body.Nodes.Select(node => node.Primitive).OfType<Source>().First(leaf => leaf.Name == result.Name).Axes : Usual(axes);

    /// <summary>A tensor in the order of results.</summary>
    public static Tensor InUsualOrder(Tensor tensor, Axes axes) => Ordered((tensor, axes), Usual(axes));

    /// <summary>A tensor in the order of results, in another.</summary>
    public static Tensor FromUsualOrder(Tensor tensor, Axes axes) => Ordered((tensor, Usual(axes)), axes);

    /// <summary>The order of the axes of results.</summary>
    public static Axes Usual(Axes axes)
    {
        List<string> order = ["batch", "time", "vocab"];
        return new([.. axes.Items.OrderBy(axis => order.IndexOf(axis.Name))]);
    }

    private IReadOnlyList<Tensor> Run(PrimitiveRegion region, IReadOnlyDictionary<(PortKind, int), (Tensor, Axes)> ports)
    {
        var values = new List<(Tensor Tensor, Axes Axes)>();
        foreach (var node in region.Nodes)
        {
            var inputs = node.Inputs.Select(input => values[input]).ToList();
            var results = node.Primitive switch
            {
                Scan scan => Run(scan, inputs),
                Port port => [Ordered(ports[(port.Kind, port.Index)], port.Axes)],
                Source leaf => [source(leaf)],
                var primitive => [Compute(primitive, inputs, node.Results[0])],
            };
            values.AddRange(results.Zip(node.Results));
        }

        return [.. region.Results.Select(result => values[result].Tensor)];
    }

    private IReadOnlyList<Tensor> Run(Scan scan, List<(Tensor Tensor, Axes Axes)> inputs)
    {
        var ports = new Dictionary<(PortKind, int), (Tensor, Axes)>();
        for (var i = 0; i < inputs.Count; i++)
        {
            var kind = i < scan.States ? PortKind.State : i < scan.States + scan.Sequences ? PortKind.Element : PortKind.Constant;
            var start = kind switch { PortKind.State => 0, PortKind.Element => scan.States, _ => scan.States + scan.Sequences };
            ports[(kind, i - start)] = inputs[i];
        }

        var axes = scan.Body.Results.Select(scan.Body.AxesOf).ToList();
        var kept = axes.Skip(scan.States).Select(_ => new List<Tensor>()).ToList();
        var count = (int)Size(scan.Axis.Size);
        foreach (var step in scan.IsBackwards ? Enumerable.Range(0, count).Reverse() : Enumerable.Range(0, count))
        {
            for (var i = 0; i < scan.Sequences; i++)
            {
                var (sequence, all) = inputs[scan.States + i];
                ports[(PortKind.Element, i)] = (sequence.select(Place(all, scan.Axis.Name), step), all.Without(scan.Axis.Name));
            }

            var results = Run(scan.Body, ports);
            for (var i = 0; i < results.Count; i++)
            {
                if (i < scan.States)
                {
                    ports[(PortKind.State, i)] = (results[i], axes[i]);
                }
                else
                {
                    kept[i - scan.States].Add(results[i]);
                }
            }
        }

        return
        [
            .. Enumerable.Range(0, scan.States).Select(i => Ordered(ports[(PortKind.State, i)], axes[i])),
            .. kept.Select(all => stack(scan.IsBackwards ? [.. all.AsEnumerable().Reverse()] : [.. all], 0)),
        ];
    }

    private Tensor Compute(Primitive primitive, List<(Tensor Tensor, Axes Axes)> inputs, Axes result)
    {
        var (x, axes) = inputs.Count > 0 ? inputs[0] : (zeros(1), Axes.None);
        return primitive switch
        {
            Scalar scalar => tensor(Value(scalar.Value)),
            Iota iota => arange(Size(iota.Axis.Size), dtype: ScalarType.Float64),
            Keep keep => Kept(Value(keep.Share), [.. keep.Axes.Items.Select(axis => Size(axis.Size))]),
            Unary unary => unary.Function switch
            {
                UnaryFunction.Exp => x.exp(),
                UnaryFunction.Log => x.log(),
                UnaryFunction.SquareRoot => x.sqrt(),
                UnaryFunction.Tanh => x.tanh(),
                UnaryFunction.Sigmoid => x.sigmoid(),
                UnaryFunction.ErrorFunction => x.erf(),
                UnaryFunction.Sine => x.sin(),
                UnaryFunction.Cosine => x.cos(),
                _ => x.abs(),
            },
            Binary binary => Join(binary.Function, Aligned(inputs[0], result), Aligned(inputs[1], result)),
            Select => where(Aligned(inputs[0], result).ne(0), Aligned(inputs[1], result), Aligned(inputs[2], result)),
            Softmax softmax => x.softmax(Place(axes, softmax.Axis)),
            // Only the other two read it, and they are computed of x alone.
            ChosenCore => x,
            ChosenFunction chosen => Aligned((Chosen(WordOf(chosen.Name, chosen.Default), x), axes), result),
            ChosenDerivative chosen => Aligned(inputs[2], result) * Aligned((Slope(WordOf(chosen.Name, chosen.Default), x), axes), result),
            Contract contract => Product(contract, inputs[0], inputs[1], result),
            Reduce { Function: ReductionFunction.Sum } reduce => x.sum([.. reduce.Over.Select(name => (long)Place(axes, name))]),
            Reduce reduce => x.amax([.. reduce.Over.Select(name => (long)Place(axes, name))]),
            CumulativeSum sum => x.cumsum(Place(axes, sum.Axis)),
            Gather gather => Gathered(gather, inputs[0], inputs[1], result),
            Scatter scatter => Scattered(scatter, inputs[0], inputs[1], result),
            Overlap overlap => Overlapped(overlap, x, axes),
            Expand expand => x.unsqueeze(0).expand([Size(expand.Axis.Size), .. x.shape]),
            Rename => x,
            Split split => x.reshape([.. result.Items.Select(axis => Size(axis.Size))]),
            Merge merge => Ordered(inputs[0], Neighbours(axes, merge)).reshape([.. result.Items.Select(axis => Size(axis.Size))]),
            Slice slice => x.narrow(Place(axes, slice.Axis), Size(slice.Start), Size(slice.Size)),
            Pad pad => cat([Zeros(axes, pad.Axis, pad.Before), x, Zeros(axes, pad.Axis, pad.After)], Place(axes, pad.Axis)),
            Windows windows => stack(
                [.. Enumerable.Range(0, (int)Size(windows.Window.Size)).Select(step => x.narrow(
                    Place(axes, windows.Axis), step * Size(windows.Dilation), Size(result[windows.Axis].Size)))],
                Place(axes, windows.Axis) + 1),
            Reverse reverse => x.flip(Place(axes, reverse.Axis)),
            Concat concat => cat([x, Ordered(inputs[1], axes)], Place(axes, concat.Axis)),
            _ => throw new NotSupportedException($"The interpreter has no {primitive.GetType().Name}."),
        };
    }

    private Tensor Zeros(Axes axes, string along, Number size) => zeros(
        [.. axes.Items.Select(axis => Size(axis.Name == along ? size : axis.Size))], ScalarType.Float64);

    private static Tensor Join(BinaryFunction function, Tensor left, Tensor right) => function switch
    {
        BinaryFunction.Add => left + right,
        BinaryFunction.Subtract => left - right,
        BinaryFunction.Multiply => left * right,
        BinaryFunction.Divide => left / right,
        BinaryFunction.Maximum => maximum(left, right),
        BinaryFunction.Equal => left.eq(right).to(ScalarType.Float64),
        _ => left.lt(right).to(ScalarType.Float64),
    };

    private string WordOf(string name, string otherwise) => words?.GetValueOrDefault(name) ?? otherwise;

    private static Tensor Chosen(string word, Tensor x) => word switch
    {
        "tanh" => x.tanh(),
        "relu" => x.clamp_min(0),
        "gelu" => x * ((x * Math.Sqrt(0.5)).erf() + 1) * 0.5,
        "silu" => x * x.sigmoid(),
        "sigmoid" => x.sigmoid(),
        "softplus" => x.clamp_min(0) + (-x.abs()).exp().log1p(),
        _ => throw new NotSupportedException($"The interpreter has no {word}."),
    };

    private static Tensor Slope(string word, Tensor x) => word switch
    {
        "tanh" => 1 - x.tanh().square(),
        "relu" => x.gt(0).to(ScalarType.Float64),
        "gelu" => (((x * Math.Sqrt(0.5)).erf() + 1) * 0.5) + (x * (x * x * -0.5).exp() / Math.Sqrt(2 * Math.PI)),
        "silu" => x.sigmoid() * (1 + (x * (1 - x.sigmoid()))),
        "sigmoid" => x.sigmoid() * (1 - x.sigmoid()),
        _ => x.sigmoid(),
    };

    private static Tensor Product(Contract contract, (Tensor, Axes Axes) left, (Tensor, Axes Axes) right, Axes result)
    {
        var all = new Axes([.. result.Items, .. left.Axes.Items.Where(axis => contract.Over.Contains(axis.Name))]);
        return (Aligned(left, all) * Aligned(right, all)).sum(
            [.. Enumerable.Range(result.Items.Count, contract.Over.Count).Select(place => (long)place)]);
    }

    private static Tensor Gathered(Gather gather, (Tensor Tensor, Axes Axes) table, (Tensor, Axes Axes) places, Axes result)
    {
        var all = new Axes([.. result.Items, table.Axes[gather.Axis]]);
        var (rows, indices) = (Aligned(table, all), Aligned(places, result).to(ScalarType.Int64).unsqueeze(-1));
        var shape = rows.shape.Zip(indices.shape, Math.Max).SkipLast(1).ToArray();
        return rows.expand([.. shape, rows.shape[^1]]).gather(-1, indices.expand([.. shape, 1])).squeeze(-1);
    }

    // A product with ones where a place is named.
    private Tensor Scattered(Scatter scatter, (Tensor, Axes Axes) values, (Tensor Tensor, Axes Axes) places, Axes result)
    {
        var ones = places.Tensor.unsqueeze(-1).eq(arange(Size(scatter.Axis.Size), dtype: ScalarType.Float64)).to(ScalarType.Float64);
        var all = new Axes([.. result.Items, .. values.Axes.With(places.Axes).Items.Where(axis => scatter.Over.Contains(axis.Name))]);
        var product = Aligned(values, all) * Aligned((ones, new([.. places.Axes.Items, scatter.Axis])), all);
        return scatter.Over.Count == 0 ? product
            : product.sum([.. Enumerable.Range(result.Items.Count, scatter.Over.Count).Select(place => (long)place)]);
    }

    private Tensor Overlapped(Overlap overlap, Tensor x, Axes axes)
    {
        var (place, window, size) = (Place(axes, overlap.Axis.Name), Place(axes, overlap.Window), Size(overlap.Axis.Size));
        var sum = zeros([.. axes.Items.Where(axis => axis.Name != overlap.Window).Select(axis =>
            axis.Name == overlap.Axis.Name ? size : Size(axis.Size))], ScalarType.Float64);
        for (var step = 0; step < x.shape[window]; step++)
        {
            var one = x.select(window, step);
            var at = place - (window < place ? 1 : 0);
            sum.narrow(at, step * Size(overlap.Dilation), one.shape[at]).add_(one);
        }

        return sum;
    }

    // As the torch backend draws them, in single precision.
    private Tensor Kept(double share, long[] shape)
    {
        if (share == 0)
        {
            return ones(shape, ScalarType.Float64);
        }

        var draws = new float[shape.Aggregate(1L, (product, size) => product * size)];
        generator.FillUniform(draws);
        return tensor(draws.Select(draw => draw < share ? 0.0 : 1.0).ToArray(), shape);
    }

    // The axes that merge, next to each other at the place of the inner one.
    private static Axes Neighbours(Axes axes, Merge merge) =>
        new([.. axes.Items.Where(axis => axis.Name != merge.Outer)
            .SelectMany(axis => axis.Name == merge.Inner ? new[] { axes[merge.Outer], axis } : [axis])]);

    private static int Place(Axes axes, string name) => axes.Items.Select(axis => axis.Name).ToList().IndexOf(name);

    private static Tensor Ordered((Tensor Tensor, Axes Axes) value, Axes order) => Aligned(value, order);

    // The dimensions in the order of others, with a dimension of 1 for each that is not there.
    private static Tensor Aligned((Tensor Tensor, Axes Axes) value, Axes order)
    {
        var present = order.Items.Where(axis => value.Axes.Has(axis.Name)).ToList();
        var aligned = value.Tensor.permute([.. present.Select(axis => (long)Place(value.Axes, axis.Name))]);
        for (var place = 0; place < order.Items.Count; place++)
        {
            aligned = value.Axes.Has(order.Items[place].Name) ? aligned : aligned.unsqueeze(place);
        }

        return aligned;
    }

    private long Size(Number number) => values.Size(number);

    private double Value(Number number) => values.Of(number);
}
