using System.Collections.Immutable;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Pruning;
using Makemore.Runtime.Sweeps.Search;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>
/// What a worker does next: what is half done, then what has earned to go on, then something new. It follows from the
/// trials alone, so it makes no difference who asks, or after how many interruptions.
/// </summary>
/// <param name="search">Chooses new points.</param>
/// <param name="pruner">Chooses who goes on.</param>
/// <param name="trials">The number of trials in all; null for as many as the search has points.</param>
internal sealed class TrialChoice(ISearch search, IPruner pruner, int? trials)
{
    /// <summary>The next trial of a study.</summary>
    public Claim Next(StudyView view)
    {
        if (view.Trials.FirstOrDefault(trial => IsHalfDone(trial, view)) is { } left)
        {
            return new Claim.Resume(left.Number);
        }

        if (pruner.Promote(view.Trials) is { } promoted)
        {
            return new Claim.Resume(promoted);
        }

        return Begin(view.Trials) is { } begin ? begin
            : view.Trials.Any(trial => trial.State == TrialState.Running) ? new Claim.Wait()
            : pruner.PromoteLast(view.Trials) is { } last ? new Claim.Resume(last)
            : new Claim.Done();
    }

    private Claim.Begin? Begin(ImmutableArray<Trial> all) =>
        (trials is null || all.Length < trials) && search.Next(all.Length, all) is { } point ? new(point) : null;

    private static bool IsHalfDone(Trial trial, StudyView view) =>
        trial.State == TrialState.Interrupted || (trial.State == TrialState.Running && !view.IsAlive(trial.Worker));
}
