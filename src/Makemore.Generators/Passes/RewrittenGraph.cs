using Makemore.Generators.Continuation;
using Makemore.Generators.Differentiation;
using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>What a model computes, as passes have rewritten it, without what its results do not need.</summary>
/// <param name="Graph">What is computed.</param>
/// <param name="Passes">The passes that it has gone through, in their order.</param>
public sealed record RewrittenGraph(PrimitiveGraph Graph, IReadOnlyList<Pass> Passes)
{
    // About the examples that are measured at once.
    private const double MeasuredBatch = 1024;

    /// <summary>A step of training: the loss of a batch with its derivatives.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">About how many examples are computed at once; null where that is a whole split.</param>
    public static RewrittenGraph OfTraining(ModelGraph model, double? batch) =>
        OfTraining(model, Pass.OfModel(batch ?? MeasuredBatch), Pass.OfSteps());

    /// <summary>A step of training by some of the passes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ofModel">Those before it is differentiated.</param>
    /// <param name="ofSteps">Those after.</param>
    public static RewrittenGraph OfTraining(ModelGraph model, IReadOnlyList<Pass> ofModel, IReadOnlyList<Pass> ofSteps) => new(
        Through(Gradients.Of(Through(TrainingGraph.OfData(model), ofModel)), ofSteps), [.. ofModel, .. ofSteps]);

    /// <summary>Logits, as they are measured.</summary>
    public static RewrittenGraph OfEvaluation(PrimitiveGraph logits) => OfEvaluation(logits, Pass.OfModel(MeasuredBatch), Pass.OfSteps());

    /// <summary>Logits by some of the passes.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="ofModel">Those that a model goes through before it is differentiated, where it is.</param>
    /// <param name="ofSteps">Those after.</param>
    public static RewrittenGraph OfEvaluation(PrimitiveGraph logits, IReadOnlyList<Pass> ofModel, IReadOnlyList<Pass> ofSteps) =>
        new(Through(Through(logits, ofModel), ofSteps), [.. ofModel, .. ofSteps]);

    /// <summary>The logits behind one more token.</summary>
    /// <param name="logits">Those at all places.</param>
    /// <param name="context">The most tokens.</param>
    public static RewrittenGraph OfContinuation(PrimitiveGraph logits, Number context) =>
        OfEvaluation(ContinuationGraph.Of(logits, TrainingGraph.Time, context), Pass.OfModel(batch: 1), Pass.OfSteps());

    /// <summary>What nonlinearities give in a step of training, and the derivatives of its loss by that.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">About how many examples are computed at once; null where that is a whole split.</param>
    /// <param name="watched">The nonlinearities, by the names of the results.</param>
    public static RewrittenGraph OfObservation(ModelGraph model, double? batch, out IReadOnlyList<WatchedValue> watched)
    {
        IReadOnlyList<Pass> ofModel = Pass.OfModel(batch ?? MeasuredBatch), ofSteps = Pass.OfSteps();
        var graph = Gradients.OfWatched(Through(TrainingGraph.OfWatched(model, out watched), ofModel));
        return new(Through(SilentProbes.Of(graph), ofSteps), [.. ofModel, .. ofSteps]);
    }

    /// <summary>How many steps the passes of a name have rewritten.</summary>
    public int ChangesOf(string pass) => Passes.Where(one => one.Name == pass).Sum(one => one.Changes);

    private static PrimitiveGraph Through(PrimitiveGraph graph, IEnumerable<Pass> passes) =>
        LiveGraph.Of(passes.Aggregate(graph, (before, pass) => pass.Apply(before)));
}
