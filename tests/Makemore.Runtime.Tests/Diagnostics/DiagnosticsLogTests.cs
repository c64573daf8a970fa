using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Xunit;

namespace Makemore.Runtime.Tests.Diagnostics;

public sealed class DiagnosticsLogTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string Log => Path.Combine(folder.Path, "diagnostics.jsonl");

    [Fact]
    public void Rows_come_back_as_they_were_written_and_a_torn_last_one_is_left_out()
    {
        var rows = new[] { Sample.Observation(0), Sample.Observation(1000) };
        Write(rows);
        File.AppendAllText(Log, "{\"step\":2000,\"loss\":2.");

        var read = DiagnosticsLog.Read(Log);

        Assert.Equal(rows.Select(row => row.Step), read.Select(row => row.Step));
        Assert.Equal(rows[0].Layers[0].Values.Histogram.Counts, read[0].Layers[0].Values.Histogram.Counts);
        Assert.Equal(rows[0].Layers[0] with { Values = read[0].Layers[0].Values, Gradient = read[0].Layers[0].Gradient }, read[0].Layers[0]);
        Assert.Equal(rows[1].Parameters[0].Update, read[1].Parameters[0].Update);
        Assert.Equal(ActivationFunction.Tanh, read[1].Layers[0].Function);
    }

    [Fact]
    public void A_log_goes_on_from_a_mark_and_forgets_what_came_behind_it()
    {
        LogMark mark;
        using (var log = DiagnosticsLog.Continue(Log, LogMark.Empty))
        {
            log.Append(Sample.Observation(0));
            mark = log.Mark();
            log.Append(Sample.Observation(1000));
        }

        using (var log = DiagnosticsLog.Continue(Log, mark))
        {
            log.Append(Sample.Observation(500));
        }

        Assert.Equal([0, 500], DiagnosticsLog.Read(Log).Select(row => row.Step));
    }

    [Fact]
    public void A_run_without_diagnostics_has_no_rows() => Assert.Empty(DiagnosticsLog.Read(Log));

    [Fact]
    public void A_row_that_is_no_observation_is_named_with_its_line()
    {
        Write(Sample.Observation(0));
        File.AppendAllText(Log, "no row\n");

        var error = Assert.Throws<MakemoreException>(() => DiagnosticsLog.Read(Log));

        Assert.Contains("diagnostics.jsonl(2): 'no row' is not an observation.", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Write(params Observation[] rows)
    {
        using var log = DiagnosticsLog.Continue(Log, LogMark.Empty);
        foreach (var row in rows)
        {
            log.Append(row);
        }
    }
}
