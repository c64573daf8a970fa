using Makemore.Cli.Progress;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Training;
using Spectre.Console;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class ProgressTests : IDisposable
{
    private static readonly ProgressFigures Figures = new("lectures/part3-batchnorm", TrainingPhase.Training)
    {
        Turn = new(1, 3),
        Step = 82_000,
        Steps = 200_000,
        Loss = 2.15331,
        DevLoss = 2.2013,
        Rate = 0.1,
        StepsPerSecond = 5012.3,
        TokensPerSecond = 160_393.6,
        Left = TimeSpan.FromSeconds(24),
        Curve = [.. Enumerable.Range(0, 8).Select(step => 10.0 - step)],
    };

    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData(40,
        """
        lectures/part3-batchnorm  training
        step 82,000 of 200,000  loss 2.1533
        ████░░░░░░   41%  00:00:24 left  █▇▆▅▄▃▁
        """)]
    [InlineData(80,
        """
        lectures/part3-batchnorm  experiment 1 of 3  training
        step 82,000 of 200,000  loss 2.1533  dev loss 2.2013  5,012 steps/s
        ████████░░░░░░░░░░░░   41%  00:00:24 left  █▇▆▅▄▃▂▁
        """)]
    [InlineData(200,
        """
        lectures/part3-batchnorm  experiment 1 of 3  training
        step 82,000 of 200,000  loss 2.1533  dev loss 2.2013  rate 0.1  5,012 steps/s  160,394 tokens/s
        ████████████████░░░░░░░░░░░░░░░░░░░░░░░░   41%  00:00:24 left  █▇▆▅▄▃▂▁
        """)]
    public void What_matters_less_falls_away_first_on_a_narrow_terminal(int width, string expected)
    {
        var lines = ProgressLayout.Lines(Figures, width);

        Assert.Equal(expected.ReplaceLineEndings("\n"), string.Join('\n', lines));
        Assert.All(lines, line => Assert.InRange(line.GetCellWidth(), 1, width));
    }

    [Fact]
    public void No_line_is_longer_than_the_terminal() => Assert.All(
        Enumerable.Range(1, 220), width => Assert.All(ProgressLayout.Lines(Figures, width), line => Assert.True(line.GetCellWidth() <= width, line)));

    [Fact]
    public void What_takes_long_without_a_step_says_how_long()
    {
        var measuring = new ProgressFigures("mlp", TrainingPhase.MeasuringTest) { InPhase = TimeSpan.FromSeconds(25.4) };

        Assert.Equal(["mlp  measuring test  25 s"], ProgressLayout.Lines(measuring, 80));
        Assert.Equal(["mlp  measuring test"], ProgressLayout.Lines(measuring with { InPhase = TimeSpan.FromSeconds(0.4) }, 80));
    }

    [Fact]
    public void The_phase_is_whole_where_a_name_is_too_long_for_the_terminal() => Assert.Equal(
        ["a-very-long-name-of-an-…  measuring test"],
        ProgressLayout.Lines(new("a-very-long-name-of-an-experiment", TrainingPhase.MeasuringTest), 40));

    [Fact]
    public void Every_phase_has_a_name_of_its_own() =>
        Assert.Equal(Enum.GetValues<TrainingPhase>().Length, Enum.GetValues<TrainingPhase>().Select(PhaseName.Of).Distinct().Count());

    [Fact]
    public void A_run_tells_every_phase_and_each_of_several_its_place()
    {
        var lines = project.Run("train", "bigram", "mlp").Error.TrimEnd('\n').Split('\n')
            .Where(line => !line.Contains("step", StringComparison.Ordinal));

        Assert.Equal(
            [
                "bigram: loading data (experiment 1 of 2)", "bigram: counting", "bigram: measuring dev", "bigram: measuring train",
                "bigram: measuring test", "bigram: sampling", "mlp: loading data (experiment 2 of 2)", "mlp: measuring dev",
                "mlp: measuring train", "mlp: measuring test", "mlp: sampling",
            ],
            lines);
    }

    [Fact]
    public void What_is_measured_on_the_way_is_not_told_again_and_again()
    {
        var lines = project.Run("train", "mlp", "--evaluation.every", "2").Error.Split('\n');

        Assert.Single(lines, "mlp: measuring dev");
        Assert.Matches(@"^mlp: step 4 of 20, loss 0\.2500, dev loss 3\.\d{4}, rate 0\.1, .* steps/s, .* tokens/s, \d\d:\d\d:\d\d left$", lines[2]);
    }

    [Fact]
    public void On_a_terminal_a_warning_stands_above_the_lines_and_nothing_else_stays()
    {
        project.InputIsTerminal = true;
        project.Experiments = [new SteppedExperiment("mlp") { Loss = step => step == 0 ? 9 : 1 }];

        var outcome = project.Run("train", "mlp");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("mlp: warning: The loss at initialization is 9.00", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("mlp: step", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_curve_of_many_steps_keeps_its_shape_in_little_memory()
    {
        var curve = new Runtime.Display.ThinnedCurve();
        for (var step = 0; step < 100_000; step++)
        {
            curve.Add(new(step, step));
        }

        double[] values = [.. curve.Whole.Select(point => point.Loss)];

        Assert.InRange(values.Length, 256, 511);
        Assert.Equal(values.Order(), values);
        Assert.InRange(values.Average(), 49_000, 51_000);
    }

    [Fact]
    public void A_time_of_days_is_told_in_hours() =>
        Assert.Equal("49:00:05", Runtime.Display.Figures.Clock(new TimeSpan(2, 1, 0, 5)));

    [Fact]
    public void A_text_is_cut_by_columns_and_not_within_a_character()
    {
        Assert.Equal("olivia", Ellipsis.Cut("olivia", 6));
        Assert.Equal("oliv…", Ellipsis.Cut("olivia", 5));
        Assert.Equal("日…", Ellipsis.Cut("日本語", 4));
        Assert.Equal("😀…", Ellipsis.Cut("😀😀", 3));
    }
}
