using CsCheck;
using Makemore.Runtime.Specs;
using Makemore.Tests.Platforms;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using Scheduler = TorchSharp.torch.optim.lr_scheduler.LRScheduler;

namespace Makemore.Runtime.Tests.Specs;

public class ScheduleTests
{
    private const double Peak = 0.1;

    [Theory]
    [InlineData(20)]
    [InlineData(101)]
    public void A_line_is_LinearLR(int steps) => AssertSame(
        optimizer => optim.lr_scheduler.LinearLR(optimizer, 1, 0.2, steps),
            new LinearSchedule { Peak = Peak, Final = 0.2 * Peak }, steps);

    [Fact]
    public void A_warm_up_is_LinearLR_from_its_first_share() => AssertSame(
        optimizer => optim.lr_scheduler.LinearLR(optimizer, 1.0 / 9, 1, 8), new ConstantSchedule { Peak = Peak, Warmup = 8 }, 20);

    [Theory]
    [InlineData(20, 0)]
    [InlineData(101, 0.03)]
    public void A_cosine_is_CosineAnnealingLR(int steps, double final) => AssertSame(
        optimizer => optim.lr_scheduler.CosineAnnealingLR(optimizer, steps, final),
            new CosineSchedule { Peak = Peak, Final = final }, steps);

    [Theory]
    [InlineData(20)]
    [InlineData(101)]
    public void A_cycle_is_OneCycleLR(int steps) => AssertSame(
        optimizer => optim.lr_scheduler.OneCycleLR(optimizer, Peak, total_steps: steps),
            new OneCycleSchedule { Peak = Peak }, steps);

    [Fact]
    public void Behind_its_warm_up_a_curve_runs_as_if_it_began_there() =>
        Curves.Sample((curve, warmup, steps) =>
        {
            var later = curve with { Warmup = warmup };
            Assert.Equal(curve.At(steps / 2, steps), later.At((steps / 2) + warmup, steps + warmup), 1e-12);
            Assert.All(Enumerable.Range(0, warmup), step =>
                Assert.Equal(curve.Peak * (step + 1) / (warmup + 1), later.At(step, steps + warmup), 1e-12));
        });

    [Fact]
    public void A_curve_rises_to_its_peak_falls_from_there_and_stays_between_its_ends() =>
        Curves.Sample((curve, warmup, steps) =>
        {
            var rates = Rates(curve with { Warmup = warmup }, steps + warmup);
            Assert.All(rates.Take(warmup).Zip(rates.Skip(1)), pair => Assert.True(pair.Second > pair.First));
            Assert.All(rates.Skip(warmup).Zip(rates.Skip(warmup + 1)), pair => Assert.True(pair.Second <= pair.First + 1e-12));
            Assert.Equal(curve.Peak, rates[warmup], 1e-12);
            Assert.All(rates, rate => Assert.InRange(rate, 0, curve.Peak + 1e-12));
        });

    [Fact]
    public void A_cycle_begins_peaks_and_ends_where_it_should() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[2, 100]).Sample((warmup, after) =>
        {
            var steps = warmup + after;
            var rates = Rates(new OneCycleSchedule { Peak = 3, Warmup = warmup, Initial = 1, Final = 0.5 }, steps);
            Assert.Equal(warmup == 0 ? 3 : 1, rates[0], 1e-12);
            Assert.Equal(3, rates[warmup], 1e-12);
            Assert.Equal(0.5, rates[^1], 1e-12);
            Assert.All(rates, rate => Assert.InRange(rate, 0.5 - 1e-12, 3 + 1e-12));
        });

    [Fact]
    public void Steps_hold_their_value_until_the_next() =>
        Assert.Equal(
            [1, 1, 0.5, 0.5, 0.25], Rates(
                new StepSchedule(new SchedulePoint(0, 1), new SchedulePoint(2, 0.5), new SchedulePoint(4, 0.25)), 5));

    private static Gen<(WarmupSchedule, int, int)> Curves => Gen.Select(
        Gen.Select(Gen.Double[0.01, 1], Gen.Double[0, 1], Gen.Int[0, 2], (peak, share, kind) => (WarmupSchedule)(kind switch
        {
            0 => new ConstantSchedule { Peak = peak },
            1 => new LinearSchedule { Peak = peak, Final = share * peak },
            _ => new CosineSchedule { Peak = peak, Final = share * peak },
        })),
        Gen.Int[0, 20], Gen.Int[1, 60]);

    private static double[] Rates(Schedule schedule, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => schedule.At(step, steps))];

    private static void AssertSame(Func<optim.Optimizer, Scheduler> create, Schedule schedule, int steps)
    {
        NeedsTorchAttribute.Load();
        using var scope = NewDisposeScope();
        var optimizer = optim.SGD([new Parameter(zeros(1))], Peak);
        var scheduler = create(optimizer);
        for (var step = 0; step < steps; step++)
        {
            Assert.Equal(optimizer.ParamGroups.Single().LearningRate, schedule.At(step, steps), 1e-9);
            optimizer.step();
            if (step < steps - 1)
            {
                scheduler.step();
            }
        }
    }
}
