using System.Collections.Immutable;

namespace Makemore.Runtime.Specs;

/// <summary>A number that changes with the step.</summary>
public abstract record Schedule
{
    /// <summary>The same value at every step.</summary>
    public static Schedule Constant(double value) => new ConstantSchedule { Peak = value };

    /// <summary>The value at a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">The number of steps in all.</param>
    public abstract double At(long step, long steps);

    /// <summary>Half a cosine from one value, at 0, to another, at 1.</summary>
    private protected static double HalfCosine(double from, double to, double progress) =>
        to + ((from - to) * (1 + Math.Cos(Math.PI * progress)) / 2);
}

/// <summary>Values that hold from their step on.</summary>
/// <param name="Points">The steps in order, the first of them 0.</param>
public sealed record StepSchedule(params ImmutableArray<SchedulePoint> Points) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step, long steps)
    {
        var value = Points[0].Value;
        foreach (var point in Points)
        {
            if (point.Step > step)
            {
                break;
            }

            value = point.Value;
        }

        return value;
    }
}

/// <summary>From a step on, a value.</summary>
public readonly record struct SchedulePoint(long Step, double Value);

/// <summary>A curve behind a warm-up, in which the rate at step t is <c>peak * (t + 1) / (warmup + 1)</c>.</summary>
public abstract record WarmupSchedule : Schedule
{
    /// <summary>The greatest rate.</summary>
    public required double Peak { get; init; }

    /// <summary>The steps before the peak.</summary>
    public long Warmup { get; init; }

    /// <inheritdoc/>
    public sealed override double At(long step, long steps) => step < Warmup
        ? Peak * (step + 1) / (Warmup + 1)
        : After((step - Warmup) / (double)Math.Max(1, steps - Warmup));

    /// <summary>The value behind the warm-up.</summary>
    /// <param name="progress">How much of the way to the end is done: 0 at the peak, 1 behind the last step.</param>
    private protected abstract double After(double progress);
}

/// <summary>The peak at every step after the warm-up.</summary>
public sealed record ConstantSchedule : WarmupSchedule
{
    private protected override double After(double progress) => Peak;
}

/// <summary>In a straight line from the peak to the final rate.</summary>
public sealed record LinearSchedule : WarmupSchedule
{
    /// <summary>The rate that the line ends at, one step behind the last.</summary>
    public double Final { get; init; }

    private protected override double After(double progress) => Peak + ((Final - Peak) * progress);
}

/// <summary>Along half a cosine from the peak to the final rate (Loshchilov and Hutter, 2017, arXiv:1608.03983).</summary>
public sealed record CosineSchedule : WarmupSchedule
{
    /// <summary>The rate that the cosine ends at, one step behind the last.</summary>
    public double Final { get; init; }

    private protected override double After(double progress) => HalfCosine(Peak, Final, progress);
}

/// <summary>
/// Along half a cosine from the initial rate up to the peak, and along another down to the final rate at the last step
/// (Smith and Topin, 2018, arXiv:1708.07120); what is left out is as in PyTorch's <c>OneCycleLR</c>.
/// </summary>
public sealed record OneCycleSchedule : Schedule
{
    /// <summary>The greatest rate.</summary>
    public required double Peak { get; init; }

    /// <summary>The step of the peak; <c>0.3 * steps - 1</c> where null.</summary>
    public long? Warmup { get; init; }

    /// <summary>The rate at step 0; <c>peak / 25</c> where null.</summary>
    public double? Initial { get; init; }

    /// <summary>The rate at the last step; <c>peak / 250_000</c> where null.</summary>
    public double? Final { get; init; }

    /// <inheritdoc/>
    public override double At(long step, long steps)
    {
        var top = Warmup ?? (0.3 * steps) - 1;
        var last = steps - 1;
        return step <= top && top > 0
            ? HalfCosine(Initial ?? Peak / 25, Peak, step / top)
            : HalfCosine(Peak, Final ?? Peak / 25 / 1e4, last > top ? (step - top) / (last - top) : 1);
    }
}
