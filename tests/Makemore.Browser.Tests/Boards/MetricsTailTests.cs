using Makemore.Board.Reading;
using Xunit;

namespace Makemore.Browser.Tests.Boards;

public sealed class MetricsTailTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void A_row_that_is_half_written_waits_for_its_end()
    {
        var tail = new MetricsTail(path);
        File.AppendAllText(path, Row(0, 3) + Row(10, 2)[..12]);
        Assert.True(tail.Look());
        Assert.Equal([0], tail.Curve.Train.Select(point => point.Step));

        File.AppendAllText(path, Row(10, 2)[12..]);
        Assert.True(tail.Look());
        Assert.Equal([0, 10], tail.Curve.Train.Select(point => point.Step));
        Assert.Equal(100, tail.Curve.StepsPerSecond);
        Assert.False(tail.Look());
    }

    [Fact]
    public void A_file_that_was_cut_back_is_read_again_also_where_it_has_grown_since()
    {
        var tail = new MetricsTail(path);
        File.WriteAllText(path, Row(0, 3) + Row(10, 2) + Row(20, 1));
        tail.Look();
        File.WriteAllText(path, Row(0, 3));
        tail.Look();
        Assert.Equal([0], tail.Curve.Train.Select(point => point.Step));

        File.WriteAllText(path, Row(0, 3) + Row(10, 2) + Row(20, 1) + Row(30, 1));
        tail.Look();
        File.WriteAllText(path, Row(0, 3) + Row(5, 2) + Row(10, 2) + Row(15, 2) + Row(20, 1) + Row(25, 1));
        tail.Look();
        Assert.Equal([0, 5, 10, 15, 20, 25], tail.Curve.Train.Select(point => point.Step));
    }

    [Fact]
    public void What_is_no_measurement_is_left_out()
    {
        var tail = new MetricsTail(path);
        File.WriteAllText(path, "nonsense\n" + Row(0, 3) + "{}\n" + Row(10, 2));
        tail.Look();

        Assert.Equal([0, 10], tail.Curve.Train.Select(point => point.Step));
        Assert.Equal(11, tail.Curve.Step);
    }

    [Fact]
    public void A_long_curve_is_thinned_and_keeps_its_ends()
    {
        var tail = new MetricsTail(path);
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 100_001).Select(step => Row(step, 3))));
        tail.Look();

        Assert.InRange(tail.Curve.Train.Length, 200, 512);
        Assert.InRange(tail.Curve.Train[^1].Step, 99_000, 100_000);
        Assert.All(tail.Curve.Train, point => Assert.Equal(3, point.Loss, 1e-9));
    }

    public void Dispose() => File.Delete(path);

    private static string Row(int step, double loss) =>
        FormattableString.Invariant($"{{\"step\":{step},\"split\":\"train\",\"loss\":{loss},\"rate\":0.1,\"seconds\":{step / 100.0}}}\n");
}
