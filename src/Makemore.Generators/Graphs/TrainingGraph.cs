using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>A model in primitives: its logits, or the whole of a training step before the gradients.</summary>
public static class TrainingGraph
{
    /// <summary>The share of the target that label smoothing spreads over all tokens.</summary>
    public static Number.Symbol LabelSmoothing { get; } = new("labelSmoothing", null, false);

    /// <summary>The factor of the penalty on absolute values.</summary>
    public static Number.Symbol L1 { get; } = new("l1", null, false);

    /// <summary>The factor of the penalty on squares.</summary>
    public static Number.Symbol L2 { get; } = new("l2", null, false);

    /// <summary>1 where the absolute values of a weight are averaged, 0 where they are summed.</summary>
    public static Number.Symbol L1IsMean { get; } = new("l1IsMean", null, true);

    /// <summary>1 where the squares of a weight are averaged, 0 where they are summed.</summary>
    public static Number.Symbol L2IsMean { get; } = new("l2IsMean", null, true);

    /// <summary>The number of steps of a batch of sequences, at most the context.</summary>
    public static Number.Symbol Time { get; } = new("time", null, true);

    /// <summary>The logits, (batch, vocab) or (batch, time, vocab).</summary>
    public static PrimitiveGraph Logits(ModelGraph graph, LoweringMode mode)
    {
        var step = new Step(graph, mode);
        return step.Build([new(ResultKind.Logits)], [step.Logits]);
    }

    /// <summary>The loss of a batch, its penalties, and the new values of running statistics.</summary>
    public static PrimitiveGraph Of(ModelGraph graph)
    {
        var step = new Step(graph, LoweringMode.Training);
        var penalty = step.Penalty();
        return step.Build([new(ResultKind.Loss), new(ResultKind.Penalty)], [step.DataLoss() + penalty, penalty]);
    }

    /// <summary>The loss of a batch without penalties, and the new values of running statistics.</summary>
    public static PrimitiveGraph OfData(ModelGraph graph)
    {
        var step = new Step(graph, LoweringMode.Training);
        return step.Build([new(ResultKind.Loss)], [step.DataLoss()]);
    }

    /// <summary>
    /// The same with a <see cref="ResultKind.Watched"/> for the output of each nonlinearity, to which a <see cref="SourceKind.Probe"/> of its
    /// path is added.
    /// </summary>
    /// <param name="graph">The model.</param>
    /// <param name="watched">The nonlinearities, in the order of their results.</param>
    public static PrimitiveGraph OfWatched(ModelGraph graph, out IReadOnlyList<WatchedValue> watched)
    {
        var step = new Step(graph, LoweringMode.Training, isWatched: true);
        watched = [.. step.Watched.Select(one => new WatchedValue(one.Path, one.Operation))];
        return step.Build(
            [new(ResultKind.Loss), .. watched.Select(one => new GraphResult(ResultKind.Watched, one.Path))],
            [step.DataLoss(), .. step.Watched.Select(one => one.Value)]);
    }

    private sealed class Step
    {
        private readonly PrimitiveBuilder builder = new();
        private readonly Dictionary<string, Tensor> parameters = new(StringComparer.Ordinal);
        private readonly ModelGraph graph;
        private readonly RegionLowering region;
        private readonly Axes places;

        public Step(ModelGraph graph, LoweringMode mode, bool isWatched = false)
        {
            this.graph = graph;
            var tokens = graph.Nodes[0].Shape.Dimensions;
            var steps = new Axis("time", graph.IsWindowed ? tokens[1] : Time);
            var (batch, all) = (new Axis("batch", tokens[0]), new Axes([new("batch", tokens[0]), steps]));
            places = graph.IsWindowed ? new([batch]) : all;
            var mask = graph.IsWindowed || mode == LoweringMode.Evaluation ? null : Read(SourceKind.Mask, "", all);
            region = new(new(mode, graph.Output.Shape.Last, mask), graph.Body, builder, Parameter,
                probe: isWatched ? (name, axes) => builder.Apply(new Source(SourceKind.Probe, name, axes)) : null);
            Logits = region.Lower([Read(SourceKind.Tokens, "", all)]).Rename("width", "vocab");
            builder.Name(Logits, new("", "logits"), after: 0);
        }

        public Tensor Logits { get; }

        public IReadOnlyList<(string Path, Operation Operation, Tensor Value)> Watched => region.Watched;

        // Cross entropy in nats per target, with label smoothing (Szegedy et al., 2016, arXiv:1512.00567):
        // -(1 - s) log p(target) - s * mean over the vocabulary of log p.
        public Tensor DataLoss()
        {
            var targets = Read(SourceKind.Targets, "", places);
            var largest = Logits.Shift("vocab").Called("largest");
            var powers = (Logits - largest).Map(UnaryFunction.Exp).Called("powers");
            var total = (powers.Sum("vocab").Called("total").Map(UnaryFunction.Log) + largest).Called("logTotal");
            var ofTarget = Logits.Then(new Gather("vocab"), targets.Maximum(Number.Of(0)).Called("target")).Called("targetLogit");
            var mean = Logits.Sum("vocab").Called("sum") / Logits.Axes["vocab"].Size;
            var smoothed = ((ofTarget * (Number.Of(1) - LabelSmoothing)) + (mean.Called("mean") * LabelSmoothing)).Called("smoothed");
            var weights = Read(SourceKind.Weights, "", places);
            string[] over = [.. places.Items.Select(axis => axis.Name)];
            var loss = ((total - smoothed) * weights).Called("lossHere");
            return (loss.Sum(over).Called("lossTotal") / weights.Sum(over).Called("count")).Called("loss");
        }

        public Tensor Penalty()
        {
            var weights = Weights(graph.Body, "").Select(name => parameters[name]).ToList();
            return Penalty(weights, L2, L2IsMean, weight => weight * weight)
                + Penalty(weights, L1, L1IsMean, weight => weight.Map(UnaryFunction.Absolute));
        }

        public PrimitiveGraph Build(IEnumerable<GraphResult> kinds, IEnumerable<Tensor> results)
        {
            var names = parameters.ToDictionary(pair => pair.Value, pair => pair.Key);
            var statistics = region.Updates.Select(update => new GraphResult(ResultKind.Statistic, names[update.Statistic]));
            return new(
                builder.Build(results.Concat(region.Updates.Select(update => update.Value))),
                kinds.Concat(statistics).ToEquatableArray());
        }

        // Each weight of a repetition is one of its own: it is averaged over all axes but those of the layers.
        private Tensor Penalty(
            IEnumerable<Tensor> weights, Number factor, Number isMean, Func<Tensor, Tensor> of) =>
            weights.Select(weight =>
            {
                var size = Axes.SizeOf(weight.Axes.Items.Where(axis => !RegionLowering.IsOfLayers(axis)));
                var share = builder.Scalar(isMean).Choose(builder.Scalar(Number.Of(1.0) / size), builder.Scalar(Number.Of(1)));
                string[] over = [.. weight.Axes.Items.Select(axis => axis.Name)];
                return (over.Length == 0 ? of(weight) : of(weight).Sum(over)) * share;
            }).Aggregate(builder.Scalar(Number.Of(0)), (left, right) => left + right) * factor;

        private static IEnumerable<string> Weights(Region region, string path) =>
            region.Parameters.Where(parameter => parameter.Role == ParameterRole.Weight).Select(parameter => path + parameter.Name)
                .Concat(OfRepetitions(region, path));

        private static IEnumerable<string> OfRepetitions(Region region, string path) => region.Nodes.SelectMany(node => node.Operation switch
        {
            Repeat repeat => Weights(repeat.Body, $"{path}{node.FullName}.*."),
            { Inner: { } step } => OfRepetitions(step, $"{path}{node.FullName}."),
            _ => [],
        });

        private Tensor Read(SourceKind kind, string name, Axes axes) => builder.Apply(new Source(kind, name, axes))
            .Called(new ValueName("", kind == SourceKind.Parameter ? name.Replace(".*", "") : kind.ToString().ToLowerInvariant()));

        private Tensor Parameter(string name, Axes axes) => parameters[name] = Read(SourceKind.Parameter, name, axes);
    }
}
