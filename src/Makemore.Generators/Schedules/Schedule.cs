using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <summary>A graph as kernels in an order, and where its results lie.</summary>
/// <param name="Kernels">What is computed, in order.</param>
/// <param name="Results">The results of the graph with their places.</param>
public sealed record Schedule(IReadOnlyList<Kernel> Kernels, IReadOnlyList<(GraphResult Result, View View)> Results)
{
    /// <summary>Schedules a graph.</summary>
    public static Schedule Of(PrimitiveGraph graph)
    {
        var parameters = new Dictionary<string, Block>(StringComparer.Ordinal);
        var scheduler = new RegionScheduler(graph.Body, 0, primitive => primitive is not Source source ? null
            : source.Kind switch
            {
                SourceKind.Parameter => (parameters[source.Name] = new(BlockKind.Parameter, source.Name, source.Axes)).Whole,
                SourceKind.Past => new Block(BlockKind.Past, $"{source.Name}.past", source.Axes).Whole,
                _ => new Block(BlockKind.Input, source.Kind.ToString(), source.Axes).Whole,
            });
        List<(GraphResult Result, int Value)> results = [.. graph.Results.Zip(graph.Body.Results, (result, value) => (result, value))];
        var views = results.Select(pair => pair.Result.Kind switch
        {
            ResultKind.Gradient => new Block(BlockKind.Gradient, pair.Result.Name, parameters[pair.Result.Name].Axes).Whole,
            ResultKind.Statistic => parameters[pair.Result.Name].Whole,
            // Who reads the logits knows them row by row: (batch, vocab) or (batch, time, vocab).
            ResultKind.Logits => new Block(BlockKind.Temporary, "logits", RegionScheduler.Sorted(graph.Body.AxesOf(pair.Value))).Whole,
            // Who looks on reads layer by layer, then as the logits.
            ResultKind.Watched or ResultKind.WatchedGradient => new Block(
                BlockKind.Temporary, pair.Result.Name.Replace("*.", "") + (pair.Result.Kind == ResultKind.Watched ? ".watched" : ".watchedGradient"),
                LayersFirst(graph.Body.AxesOf(pair.Value))).Whole,
            _ => null,
        }).ToList();
        foreach (var (value, view) in results.Zip(views, (pair, view) => (pair.Value, view)).Where(pair => pair.view is not null && pair.view.Block.Kind != BlockKind.Parameter))
        {
            scheduler.Direct(value, view!);
        }

        scheduler.Run();
        var placed = results.Zip(views, (pair, view) => (pair.Result, View: view ?? scheduler.Materialize(pair.Value))).ToList();
        // What others read is written over last.
        foreach (var kind in new[] { ResultKind.Logits, ResultKind.Watched, ResultKind.WatchedGradient, ResultKind.Gradient, ResultKind.Statistic })
        {
            foreach (var (pair, view) in results.Zip(placed, (pair, place) => (pair, place.View)).Where(pair => pair.pair.Result.Kind == kind))
            {
                scheduler.Deliver(pair.Value, view);
            }
        }

        return new(scheduler.Kernels, placed);
    }

    private static Axes LayersFirst(Axes axes) =>
        new(RegionScheduler.Sorted(axes).Items.OrderBy(axis => RegionLowering.IsOfLayers(axis) ? 0 : 1).ToEquatableArray());
}
