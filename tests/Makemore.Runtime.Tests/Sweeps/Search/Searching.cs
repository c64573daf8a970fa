using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Search;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Tests.Sweeps.Search;

/// <summary>Searches without runs: the objective is a function of the point.</summary>
internal static class Searching
{
    public static Worker Nobody { get; } = new("nowhere", 1, DateTimeOffset.UnixEpoch, 0);

    public static SearchSpace Branin { get; } = new(
        [new("x", new AxisDomain.Reals(-5, 10, false)), new("y", new AxisDomain.Reals(0, 15, false))]);

    public static SearchSpace Hartmann6 { get; } = new(
        [.. "abcdef".Select(name => new Axis(name.ToString(), new AxisDomain.Reals(0, 1, false)))]);

    public static ISearch Of(SearchType type, SearchSpace space, long seed, Direction direction = Direction.Minimize) =>
        Searches.Of(new() { Name = "search", Search = new() { Type = type }, Seed = seed, Objective = new() { Direction = direction } }, space);

    public static double BraninAt(SweepPoint point) => KnownFunctions.Branin(point.Number("x"), point.Number("y"));

    public static double Hartmann6At(SweepPoint point) => KnownFunctions.Hartmann6([.. "abcdef".Select(name => point.Number(name.ToString()))]);

    public static Trial Finished(int number, SweepPoint point, double objective) =>
        new(number, point, TrialState.Finished) { Worker = Nobody, Objective = objective };

    /// <summary>The trials of a search, one after the other.</summary>
    public static List<Trial> Run(ISearch search, Func<SweepPoint, double> objective, int trials)
    {
        var all = new List<Trial>();
        for (var number = 0; number < trials && search.Next(number, all) is { } point; number++)
        {
            all.Add(Finished(number, point, objective(point)));
        }

        return all;
    }

    /// <summary>The least value that a search of so many trials finds, for each of 20 seeds.</summary>
    public static double[] Best(SearchType type, SearchSpace space, Func<SweepPoint, double> objective, int trials) =>
    [
        .. Enumerable.Range(0, 20).AsParallel().AsOrdered()
            .Select(seed => Run(Of(type, space, seed), objective, trials).Min(trial => trial.Objective!.Value)),
    ];
}
