using System.Collections.Immutable;

namespace Makemore.Runtime.Display;

/// <summary>
/// A curve that grows without end in bounded space: as soon as it is full, each two neighbours become their mean. A plot has no
/// room for more points, and a browser no time.
/// </summary>
internal sealed class ThinnedCurve
{
    private const int Most = 512;

    private readonly List<CurvePoint> points = [];
    private int share = 1;
    private int waiting;
    private double steps;
    private double losses;
    private ImmutableArray<CurvePoint>? copy;

    /// <summary>The points so far without the one that is not full yet.</summary>
    public ImmutableArray<CurvePoint> Whole => [.. points];

    /// <summary>The points so far, the one that is not full yet included.</summary>
    public ImmutableArray<CurvePoint> Points => copy ??=
        [.. points, .. waiting == 0 ? (CurvePoint[])[] : [new(steps / waiting, losses / waiting)]];

    /// <summary>Appends a point.</summary>
    public void Add(CurvePoint point)
    {
        copy = null;
        (steps, losses) = (steps + point.Step, losses + point.Loss);
        if (++waiting < share)
        {
            return;
        }

        points.Add(new(steps / waiting, losses / waiting));
        (waiting, steps, losses) = (0, 0, 0);
        if (points.Count == Most)
        {
            for (var index = 0; index < Most / 2; index++)
            {
                var (one, other) = (points[2 * index], points[(2 * index) + 1]);
                points[index] = new((one.Step + other.Step) / 2, (one.Loss + other.Loss) / 2);
            }

            points.RemoveRange(Most / 2, Most / 2);
            share *= 2;
        }
    }
}
