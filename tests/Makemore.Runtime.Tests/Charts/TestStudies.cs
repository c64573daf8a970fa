using System.Collections.Immutable;
using Makemore.Charts.Studies;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Tests.Charts;

/// <summary>Studies as they might have come out: a good rate near 0.1, more hidden units better, one smoothing best.</summary>
internal static class TestStudies
{
    public static readonly Axis Rate = new("training.learning-rate", new AxisDomain.Reals(1e-3, 1, IsLogarithmic: true));
    public static readonly Axis Hidden = new("model.hidden", new AxisDomain.Integers(16, 512, IsLogarithmic: true));
    public static readonly Axis Smoothing = new(
        "smoothing.type", new AxisDomain.Listed(["add-k", "jelinek-mercer", "witten-bell", "kneser-ney"]));
    public static readonly Axis Bias = new("model.bias", new AxisDomain.Listed(["true", "false"]));

    private static readonly Worker Nobody = new("host", 1, default, 0);

    public static StudyChartData Of(int count, params Axis[] axes)
    {
        var space = new SearchSpace([.. axes.Length == 0 ? [Rate, Hidden, Smoothing, Bias] : axes]);
        var random = new TorchGenerator(7);
        var trials = Enumerable.Range(0, count).Select(number => Trial(number, space, random)).ToImmutableArray();
        return new StudyChartData
        {
            Name = "sweeps/mlp-size",
            Space = space,
            Trials = [.. trials.Select(pair => pair.Trial)],
            Importances = [.. space.Axes.Zip([0.58, 0.21, 0.09, 0.02, 0.01, 0.01])],
            Curves = trials.ToDictionary(pair => pair.Trial.Number, pair => pair.Curve),
        };
    }

    /// <summary>A trial with nothing but its end.</summary>
    public static Trial Trial(int number, SweepPoint point, TrialState state, double? objective = null) =>
        new(number, point, state) { Objective = objective, Worker = Nobody };

    private static (Trial Trial, IReadOnlyList<(long Step, double Loss)> Curve) Trial(
        int number, SearchSpace space, TorchGenerator random)
    {
        var cube = space.Axes.Select(_ => random.NextDouble()).ToArray();
        var point = space.At(cube);
        double Place(string key) => point[key] is { } value
            ? space.Axes.First(axis => axis.Key == key).Domain.PlaceOf(value)
            : 0.5;

        var rate = Place(Rate.Key);
        var end = 2.04 + (1.6 * Math.Pow(rate - 0.62, 2)) + (0.25 * Math.Pow(1 - Place(Hidden.Key), 2))
            + (0.12 * (1 - Place(Smoothing.Key))) + (0.02 * random.NextDouble()) + (Place(Bias.Key) > 0.5 ? 0.02 : 0);
        var isFailed = rate > 0.95 || number % 19 == 13;
        var isPruned = number > 4 && end > 2.28 && number % 3 != 0;
        var last = isFailed ? 3_000 : isPruned ? (number % 2 == 0 ? 2_500 : 5_000) : 20_000;
        var curve = Enumerable.Range(0, (last / 500) + 1).Select(index => (
            Step: index * 500L,
            Loss: end + ((3.3 - end) * Math.Exp(-index * (0.15 + (0.4 * rate)))) + (0.012 * random.NextDouble())
                + (isFailed ? 0.002 * index * index : 0))).ToList();
        var trial = Trial(
            number, point, isFailed ? TrialState.Failed : isPruned ? TrialState.Pruned : TrialState.Finished,
            isFailed || isPruned ? null : curve[^1].Loss) with
        {
            Reports = [.. curve.Where(at => at.Step % 2_500 == 0 && at.Step > 0).Select(at => new TrialReport(at.Step, at.Loss))],
        };
        return (trial, curve);
    }
}
