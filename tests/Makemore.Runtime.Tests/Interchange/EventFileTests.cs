using Makemore.Runtime.Interchange;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Tests.Runs;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Interchange;

public sealed class EventFileTests : IDisposable
{
    private readonly TestRuns runs = new() { WritesEvents = true };

    public void Dispose() => runs.Dispose();

    [Fact]
    public void The_checksum_of_the_reader_is_that_of_its_standard() =>
        // The check value of CRC-32C in RFC 3720 and in the catalogue of Cook.
        Assert.Equal(0xE3069283u, EventReader.Checksum("123456789"u8));

    [Fact]
    public void A_run_tells_each_measurement_as_a_scalar_and_its_settings_as_a_text()
    {
        runs.Run(TestRuns.Plan);

        var told = ReadOnly();

        Assert.Equal("brain.Event:2", told.Version);
        Assert.Equal([0], told.Restarts);
        Assert.Equal(Expected(), told.Scalars.Select(scalar => (scalar.Step, scalar.Tag, scalar.Value)));
        Assert.Contains("| training.steps | 60 |\n", told.Texts["settings/text_summary"], StringComparison.Ordinal);
        Assert.StartsWith("| key | value |\n|---|---|\n", told.Texts["settings/text_summary"], StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_those_of_the_measurements()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        runs.Run(TestRuns.Plan);

        var times = ReadOnly().Scalars.Select(scalar => scalar.Time).ToArray();

        Assert.Equal(times.Order(), times);
        Assert.InRange(times[0], before - 1, before + 600);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_was_stopped_or_killed_and_goes_on_tells_nothing_twice(bool isKilled)
    {
        if (isKilled)
        {
            // Its last checkpoint is that of step 20, and step 25 was told.
            Assert.Throws<InvalidTimeZoneException>(() => runs.Run(TestRuns.Plan, new Crash(27)));
        }
        else
        {
            runs.Interrupt(TestRuns.Plan, 27);
        }

        Assert.Contains(ReadOnly().Scalars, scalar => scalar.Step == 25);
        runs.Run(TestRuns.Plan);

        Assert.Equal(Expected(), ReadOnly().Scalars.Select(scalar => (scalar.Step, scalar.Tag, scalar.Value)));
    }

    [Fact]
    public void A_run_that_goes_on_with_the_file_asked_for_tells_also_what_came_before()
    {
        using var plain = new TestRuns();
        plain.Interrupt(TestRuns.Plan, 27);

        using var events = RunEvents.Begin(plain.FolderOf(TestRuns.Plan));

        Assert.Contains(EventReader.Read(events.Path).Scalars, scalar => scalar is { Step: 25, Tag: "loss/train" });
    }

    [Fact]
    public void What_was_added_is_whole_while_the_file_is_open()
    {
        var folder = Directory.CreateTempSubdirectory("makemore-events-").FullName;
        using (var file = EventFile.Begin(folder, [], [], DateTimeOffset.UnixEpoch))
        {
            file.Add(new(1_000_000_000_000, Metric.Dev, 2.5, null, 86_400.25));

            Assert.Equal([new(86_400.25, 1_000_000_000_000, "loss/dev", 2.5f)], EventReader.Read(file.Path).Scalars);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_file_for_tensorboard_damages_no_run()
    {
        runs.Run(TestRuns.Plan);

        Assert.NotNull(Runner.FindResult(TestRuns.Plan, runs.Options));
    }

    [Fact]
    public void Csv_has_a_line_for_each_measurement_with_numbers_that_read_back()
    {
        Metric[] metrics = [new(0, Metric.Train, 1.0 / 3, 0.1, 0.5), new(7, Metric.Dev, double.NaN, null, 1e-7)];

        Assert.Equal("step,split,loss,rate,seconds\n0,train,0.3333333333333333,0.1,0.5\n7,dev,NaN,,1E-07\n", MetricsCsv.Of(metrics));
    }

    private EventReader ReadOnly() => EventReader.Read(Assert.Single(EventFile.Of(runs.FolderOf(TestRuns.Plan).Path)));

    private IEnumerable<(long Step, string Tag, float Value)> Expected() =>
        MetricsLog.Read(runs.FolderOf(TestRuns.Plan).Metrics).SelectMany(metric => metric.Rate is { } rate
            ? ((long, string, float)[])[(metric.Step, "loss/" + metric.Split, (float)metric.Loss), (metric.Step, "learning-rate", (float)rate)]
            : [(metric.Step, "loss/" + metric.Split, (float)metric.Loss)]);

    /// <summary>Ends the run at a step without a checkpoint, as the end of the process does.</summary>
    private sealed class Crash(long step) : ITrainingObserver
    {
        public void Stepped(in TrainingProgress progress)
        {
            if (progress.Step == step)
            {
                throw new InvalidTimeZoneException("killed");
            }
        }
    }
}
