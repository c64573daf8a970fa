using System.Diagnostics;
using System.Globalization;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Search;

public sealed class TpeSearchTests(ITestOutputHelper output)
{
    private static readonly SearchSpace Mixed = new(
    [
        new("rate", new AxisDomain.Reals(1e-5, 1, IsLogarithmic: true)),
        new("optimizer", new AxisDomain.Listed(["sgd", "adam", "lion"])),
        new("hidden", new AxisDomain.Integers(16, 512, IsLogarithmic: true)),
        new("gated", new AxisDomain.Listed(["true", "false"])),
    ]);

    [Fact]
    public void It_beats_random_points_on_Branin_over_20_seeds() =>
        Compare(Searching.Branin, Searching.BraninAt, trials: 75, least: 0.397887, most: 0.6, wins: 15);

    [Fact]
    public void It_beats_random_points_on_Hartmann6_over_20_seeds() =>
        Compare(Searching.Hartmann6, Searching.Hartmann6At, trials: 100, least: -3.32237, most: -2.9, wins: 17);

    [Fact]
    public void It_beats_random_points_on_words_and_logarithms_over_20_seeds() =>
        Compare(Mixed, MixedAt, trials: 60, least: 0, most: 0.35, wins: 14);

    [Fact]
    public void The_next_point_follows_from_the_trials_alone()
    {
        var trials = Searching.Run(Searching.Of(SearchType.Tpe, Mixed, seed: 5), MixedAt, 40);
        for (var number = 0; number < 40; number++)
        {
            Assert.Equal(trials[number].Point, Searching.Of(SearchType.Tpe, Mixed, seed: 5).Next(number, trials[..number]));
        }
    }

    [Fact]
    public void The_greatest_is_found_where_the_greatest_is_best()
    {
        var search = Searching.Of(SearchType.Tpe, Searching.Branin, seed: 1, Direction.Maximize);
        var least = Searching.Run(Searching.Of(SearchType.Tpe, Searching.Branin, seed: 1), Searching.BraninAt, 50);
        var greatest = Searching.Run(search, point => -Searching.BraninAt(point), 50);
        Assert.Equal(least.Select(trial => trial.Point), greatest.Select(trial => trial.Point));
    }

    [Fact]
    public void It_learns_also_where_trials_fail_are_given_up_or_come_to_no_number()
    {
        var search = Searching.Of(SearchType.Tpe, Searching.Branin, seed: 3);
        var trials = new List<Trial>();
        for (var number = 0; number < 80; number++)
        {
            var point = search.Next(number, trials)!;
            var value = Searching.BraninAt(point);
            trials.Add((number % 5) switch
            {
                0 => new(number, point, TrialState.Failed) { Worker = Searching.Nobody, Error = "diverged" },
                1 => new(number, point, TrialState.Pruned) { Worker = Searching.Nobody, Reports = [new(100, value)] },
                2 when number < 20 => Searching.Finished(number, point, double.NaN),
                3 when number > 70 => new(number, point, TrialState.Running) { Worker = Searching.Nobody },
                _ => Searching.Finished(number, point, value),
            });
        }

        Assert.InRange(trials.Where(trial => trial.Objective is { } value && !double.IsNaN(value)).Min(trial => trial.Objective!.Value), 0.397, 1.5);
    }

    [Fact]
    public void The_experiment_is_chosen_first_and_its_own_axes_after_it()
    {
        var space = new SearchSpace(
        [
            new(Axis.Experiment, new AxisDomain.Listed(["mlp", "bigram"])),
            new("hidden", new AxisDomain.Integers(1, 100, false)) { Over = ["mlp"] },
            new("rate", new AxisDomain.Reals(0, 1, false)),
        ]);
        var trials = Searching.Run(Searching.Of(SearchType.Tpe, space, seed: 2), At, 60);

        Assert.All(trials, trial => Assert.Equal(trial.Point.Experiment == "mlp", trial.Point.Has("hidden")));
        Assert.True(trials.Skip(30).Count(trial => trial.Point.Experiment == "mlp") > 20, "The better experiment should be tried more often.");

        static double At(SweepPoint point) => Math.Abs(point.Number("rate") - 0.3)
            + (point.Experiment == "mlp" ? Math.Abs(point.Integer("hidden") - 60) / 100.0 : 1);
    }

    [Fact]
    public void A_point_is_found_soon_also_behind_a_thousand_trials()
    {
        var space = Searching.Hartmann6;
        var trials = Searching.Run(Searching.Of(SearchType.Random, space, 1), Searching.Hartmann6At, 1000);
        var search = Searching.Of(SearchType.Tpe, space, 1);
        search.Next(1000, trials);
        var clock = Stopwatch.StartNew();
        search.Next(1000, trials);
        output.WriteLine(clock.Elapsed.TotalMilliseconds.ToString("0.0 ms", CultureInfo.InvariantCulture));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
    }

    // The best is a rate of 0.003 with adam, 128 units, and gates.
    private static double MixedAt(SweepPoint point) =>
        Math.Abs(Math.Log10(point.Number("rate") / 0.003)) + (point.Text("optimizer") == "adam" ? 0 : 0.5)
        + (Math.Abs(Math.Log2(point.Integer("hidden") / 128.0)) / 4) + (point.Boolean("gated") ? 0 : 0.3);

    private void Compare(SearchSpace space, Func<SweepPoint, double> objective, int trials, double least, double most, int wins)
    {
        var random = Searching.Best(SearchType.Random, space, objective, trials);
        var quasi = Searching.Best(SearchType.QuasiRandom, space, objective, trials);
        var tpe = Searching.Best(SearchType.Tpe, space, objective, trials);
        var won = tpe.Zip(random).Count(pair => pair.First < pair.Second);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"best of {trials} trials, mean over 20 seeds: random {random.Average():0.0000}, quasi-random {quasi.Average():0.0000}, tpe {tpe.Average():0.0000}; tpe wins {won} of 20"));
        Assert.True(tpe.Average() < random.Average(), "TPE should be better in the mean.");
        Assert.InRange(tpe.Average(), least - 1e-4, most);
        Assert.InRange(won, wins, 20);
    }
}
