using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Scoring;

/// <summary>Scores a running text as it comes, and keeps no more of it than the model still has to see.</summary>
internal sealed class RunningTextScores(
    ILanguageModel model, Tokenizer tokenizer, TargetSurprises surprises, CancellationToken cancellation)
{
    private readonly JoinedTokens joined = new(tokenizer);

    // What the first prediction needs before it; and the predictions that are made from one input.
    private readonly int given = model.IsWindowed ? model.Context : 1;
    private readonly int stretch = model.IsWindowed ? 1 : model.Context;

    private int[] pending = [];
    private bool isBegun;

    /// <summary>Takes the next part, and scores all but what belongs to a stretch that is not there as a whole.</summary>
    public IEnumerable<ScoredPiece> Add(string part)
    {
        pending = [.. pending, .. tokenizer.Encode(part)];
        var targets = Math.Max(0, pending.Length - given) / stretch * stretch;
        return targets == 0 ? [] : Score(targets);
    }

    /// <summary>Scores what is left.</summary>
    public IEnumerable<ScoredPiece> End() => Score(Math.Max(0, pending.Length - given));

    private IEnumerable<ScoredPiece> Score(int targets)
    {
        if (!isBegun)
        {
            isBegun = true;
            foreach (var piece in joined.Add(pending.Take(given), Enumerable.Repeat<double?>(null, given)))
            {
                yield return piece;
            }
        }

        if (targets > 0)
        {
            var seen = pending[..(given + targets)];
            var examples = Examples.ForMeasurement(
                new TokenSequences(seen, [0, seen.Length], boundary: null), model.Context, model.IsWindowed);
            foreach (var piece in joined.Add(seen.Skip(given), surprises.Of(examples, cancellation)))
            {
                yield return piece;
            }

            pending = pending[targets..];
        }
    }
}
