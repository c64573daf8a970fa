namespace Makemore.Generators.Primitives;

/// <summary>
/// Finds out whether what is computed for a place depends on nothing behind it. What is not understood counts as if it did: what
/// follows from causality is a way to compute less, and has to be right.
/// </summary>
internal static class Causality
{
    private const int MostRounds = 8;

    /// <summary>Whether the first result at a place of <c>time</c> depends on tokens up to that place only.</summary>
    public static bool Holds(PrimitiveGraph graph) => Of(graph.Body, _ => Reach.Anywhere)[graph.Body.Results[0]].IsUpToPlace;

    /// <summary>What each value of a region depends on.</summary>
    /// <param name="region">The region.</param>
    /// <param name="port">What it depends on that comes into the region.</param>
    public static IReadOnlyList<Reach> Of(PrimitiveRegion region, Func<Port, Reach> port)
    {
        var values = new List<Reach>();
        foreach (var node in region.Nodes)
        {
            List<Reach> inputs = [.. node.Inputs.Select(input => values[input])];
            switch (node.Primitive)
            {
                case Port one:
                    values.Add(port(one));
                    break;
                case Scan scan:
                    values.AddRange(Of(scan, inputs));
                    break;
                default:
                    values.Add(Of(node.Primitive, inputs));
                    break;
            }
        }

        return values;
    }

    private static Reach Of(Primitive primitive, IReadOnlyList<Reach> inputs) => primitive switch
    {
        Source { Kind: SourceKind.Parameter } => Reach.None,
        Source { Kind: SourceKind.Tokens } => Reach.UpTo("time"),
        Scalar scalar when IsOfBatch(scalar.Value) => Reach.Anywhere,
        Scalar scalar => Reach.None with { Constant = scalar.Value.IsPlain ? scalar.Value.Value : null },
        Iota iota => Reach.None with { Index = iota.Axis.Name },
        Unary unary => Tokens(inputs) with
        {
            Zero = unary.Function switch
            {
                UnaryFunction.Exp => inputs[0].Low,
                UnaryFunction.Log or UnaryFunction.Sigmoid or UnaryFunction.Cosine => [],
                _ => inputs[0].Zero,
            },
        },
        Binary binary => Of(binary.Function, inputs[0], inputs[1]),
        Select => Chosen(inputs[0], inputs[1], inputs[2]),
        ChosenCore or ChosenFunction => Tokens(inputs),
        Contract contract => contract.Over.Aggregate(Tokens(inputs), (reach, axis) => Over(reach, axis, inputs[0].Zero.Union(inputs[1].Zero))),
        Reduce { Function: ReductionFunction.Sum } reduce => reduce.Over.Aggregate(Tokens(inputs), (reach, axis) => Over(reach, axis, inputs[0].Zero)),
        Reduce reduce => reduce.Over.Aggregate(Tokens(inputs), (reach, axis) => Over(reach, axis, [])),
        // Shares of what is low are 0, and it has no part in the sum.
        Softmax softmax => inputs[0].Or(Over(inputs[0].Tokens, softmax.Axis, inputs[0].Low)) with { Zero = inputs[0].Low },
        CumulativeSum => Tokens(inputs),
        Gather gather => inputs[0].Ahead.ContainsKey(gather.Axis) ? Reach.Anywhere : Tokens(inputs),
        Expand => inputs[0],
        Rename rename => inputs[0].Renamed(rename.From, rename.To),
        Split split => Over(Tokens(inputs), split.Axis, []),
        Merge merge => Over(Over(Tokens(inputs), merge.Outer, []), merge.Inner, []),
        Slice slice => inputs[0].Moved(slice.Axis, slice.Start),
        Pad pad => inputs[0].Moved(pad.Axis, Number.Of(0) - pad.Before),
        Windows windows => inputs[0].Moved(windows.Axis, (windows.Window.Size - Number.Of(1)) * windows.Dilation),
        Reverse reverse => Over(Tokens(inputs), reverse.Axis, []),
        // The second begins behind the first, but how far is not asked.
        Concat => Tokens(inputs),
        _ => Tokens(inputs) is { IsAnywhere: false, Ahead.Count: 0 } none ? none : Reach.Anywhere,
    };

    private static Reach Tokens(IReadOnlyList<Reach> inputs) => inputs.Aggregate(Reach.None, (all, one) => all.Or(one));

    private static Reach Of(BinaryFunction function, Reach left, Reach right)
    {
        var tokens = left.Or(right);
        return function switch
        {
            BinaryFunction.Multiply => tokens with { Zero = left.Zero.Union(right.Zero) },
            BinaryFunction.Divide => tokens with { Zero = left.Zero },
            BinaryFunction.Add => tokens with { Zero = left.Zero.Intersect(right.Zero), Low = left.Low.Union(right.Low) },
            BinaryFunction.Subtract when left.Index is { } first && right.Index is { } second => tokens with { Distance = new(first, second) },
            BinaryFunction.Subtract => tokens with { Zero = left.Zero.Intersect(right.Zero), Low = left.Low },
            BinaryFunction.Less when left.Index is { } place && right.Index is { } behind => tokens with { Later = [new(place, behind)] },
            BinaryFunction.Less when left.Distance is { } pair && right.Constant == 0 => tokens with { Later = [pair] },
            BinaryFunction.Less when left.Constant == 0 && right.Distance is { } pair => tokens with { Later = [new(pair.Behind, pair.Place)] },
            _ => tokens,
        };
    }

    // Where the condition says that a place lies behind another, what stands there does not come from the alternative.
    private static Reach Chosen(Reach condition, Reach then, Reach otherwise)
    {
        var pairs = condition.Later.Union(then.Zero).Union(then.Low).Union(otherwise.Zero).Union(otherwise.Low);
        var rest = condition.Later.Aggregate(otherwise.Tokens, (reach, pair) => reach.Before(pair));
        return condition.Or(then).Or(rest) with
        {
            Zero = [.. pairs.Where(pair => then.IsZero(pair) && (condition.Later.Contains(pair) || otherwise.IsZero(pair)))],
            Low = [.. pairs.Where(pair => then.IsLow(pair) && (condition.Later.Contains(pair) || otherwise.IsLow(pair)))],
        };
    }

    // What is summed along an axis comes from all of its places, but for those where there are zeros.
    private static Reach Over(Reach reach, string axis, IEnumerable<AxisPair> zero) =>
        !reach.Ahead.ContainsKey(axis) ? reach
        : zero.Where(pair => pair.Behind == axis).Select(pair => (AxisPair?)pair).FirstOrDefault() is { } known ? reach.Before(known)
        : Reach.Anywhere;

    /// <summary>
    /// What the body of a scan gets depends on; within a step, the axis of the steps stands for the step itself.
    /// </summary>
    /// <param name="scan">The scan.</param>
    /// <param name="inputs">What its inputs depend on.</param>
    public static Func<Port, Reach> PortsOf(Scan scan, IReadOnlyList<Reach> inputs)
    {
        Reach[] states = [.. inputs.Take(scan.States).Select(input => input.Tokens)];
        for (var round = 0; ; round++)
        {
            var values = Of(scan.Body, PortOf);
            Reach[] next = [.. states.Select((state, index) => state.Or(values[scan.Body.Results[index]].Tokens))];
            if (next.SequenceEqual(states))
            {
                return PortOf;
            }

            states = round < MostRounds ? next : [.. next.Select(_ => Reach.Anywhere)];
        }

        Reach PortOf(Port port) => port.Kind switch
        {
            PortKind.State => states[port.Index],
            PortKind.Element => inputs[scan.InputOf(port)].Tokens,
            _ => inputs[scan.InputOf(port)],
        };
    }

    private static IEnumerable<Reach> Of(Scan scan, IReadOnlyList<Reach> inputs)
    {
        var values = Of(scan.Body, PortsOf(scan, inputs));
        return scan.Body.Results.Select(result => values[result].Tokens)
            .Select((result, index) => scan.IsBackwards || index < scan.States ? Over(result, scan.Axis.Name, []) : result);
    }

    // With another length or another number of examples it would be another number.
    private static bool IsOfBatch(Number number) => number.Symbols.Any(symbol => symbol.Name is "time" or "batch");
}
