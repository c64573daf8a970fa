using System.Text.Json;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Tests.Sweeps.Studies;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class SweepCommandTests
{
    private static readonly Axis Rates = new("training.learning-rate", new AxisDomain.Listed(["0.01", "0.1", "0.5"]));
    private static readonly Axis Batches = new("training.batch", new AxisDomain.Listed(["2", "4"]));

    [Fact]
    public void A_sweep_runs_every_point_and_shows_the_best_first()
    {
        using var project = Project();
        var outcome = project.Run("sweep", "size");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("6 finished, 0 pruned, 0 failed of 6 trials; study ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("trial 5 finished: training.batch=4 training.learning-rate=0.5: ", outcome.Error, StringComparison.Ordinal);
        var losses = Rows(project.Run("sweep", "size", "--json").Json).Select(row => row.GetProperty("objective").GetDouble()).ToArray();
        Assert.Equal(losses.Order(), losses);
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(project.Folder, "runs", "sweeps", "size")));
        Assert.All((string[])["objective", "axes", "contour", "parallel"], chart =>
        {
            Assert.True(File.Exists(Path.Combine(folder, chart + ".svg")), chart);
            Assert.True(File.Exists(Path.Combine(folder, chart + ".png")), chart);
        });
    }

    [Fact]
    public void A_finished_sweep_trains_nothing_and_shows_what_it_is_asked_for()
    {
        using var project = Project();
        project.Run("sweep", "sweeps/size");

        Assert.DoesNotContain("finished:", project.Run("sweep", "sweeps/size").Error, StringComparison.Ordinal);
        var best = project.Run("sweep", "size", "--best", "--json").Json.GetProperty("best");
        var shown = project.Run("sweep", "size", "--best").Output;
        Assert.Contains($"training.learning-rate: {best.GetProperty("point").GetProperty("training.learning-rate").GetString()}\n", shown, StringComparison.Ordinal);
        Assert.Equal(6, Rows(project.Run("sweep", "size", "--table", "--json").Json).Count());
        var csv = project.Run("sweep", "size", "--csv").Output.Split('\n');
        Assert.StartsWith("trial,state,training.learning-rate,training.batch,objective,", csv[0], StringComparison.Ordinal);
        Assert.StartsWith("0,finished,0.01,2,", csv[1], StringComparison.Ordinal);
        Assert.Contains("sweeps/size", project.Run("sweep").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_spec_of_the_best_point_says_all_of_it_and_promises_nothing()
    {
        using var project = Project();
        project.Run("sweep", "size");
        var point = project.Run("sweep", "size", "--best", "--json").Json.GetProperty("best").GetProperty("point");
        var spec = project.Run("sweep", "size", "--best", "--spec").Output;

        Assert.Contains($"  learning-rate: {point.GetProperty("training.learning-rate").GetString()}\n", spec, StringComparison.Ordinal);
        Assert.Contains($"  batch: {point.GetProperty("training.batch").GetString()}\n", spec, StringComparison.Ordinal);
        Assert.Contains("description: \"The best of 6 finished trials of sweeps/size: dev-loss ", spec, StringComparison.Ordinal);
        Assert.DoesNotContain("expect", spec, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_sweep_says_what_has_changed_and_begins_a_new_study()
    {
        using var before = Project();
        before.Run("sweep", "size");
        using var after = Project(seed: 9);
        Move(before, after);

        var outcome = after.Run("sweep", "size");
        Assert.Contains("sweeps/size has changed since its last study", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("  seed: 42 -> 9\n", outcome.Error, StringComparison.Ordinal);
        // The points are the same, so their runs are there already.
        Assert.Contains("6 finished", outcome.Output, StringComparison.Ordinal);

        var last = after.Run("sweep", "size", "--table", "--json").Json.GetProperty("study").GetString();
        using var again = Project(seed: 10);
        Move(after, again);
        Assert.Equal(last, again.Run("sweep", "size", "--continue", "--json").Json.GetProperty("study").GetString());
    }

    [Fact]
    public void Failed_trials_are_listed_and_tried_again_where_that_is_asked_for()
    {
        using var project = new TestProject
        {
            Sweeps = [new TestSweep(new() { Name = "sweeps/size" }, new Axis("training.learning-rate", new AxisDomain.Listed(["0.1", "1e20"])))],
        };
        File.WriteAllText(Path.Combine(project.Folder, "names.txt"), "anna\nhannah\njohanna\nan\nhanno\nnoah\njan\njana\nhoan\nanja\n");
        var outcome = project.Run("sweep", "size");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("failed: 1: The loss became", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("`sweep sweeps/size --retry-failed` tries those that failed again.", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("trial 1 ", project.Run("sweep", "size").Error, StringComparison.Ordinal);
        Assert.Contains("trial 1 failed", project.Run("sweep", "size", "--retry-failed").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no sweep 'sizes'. Did you mean 'sweeps/size'", "sweep", "sizes")]
    [InlineData("The sweep 'sweeps/size' has not been run. `sweep sweeps/size` runs it.", "sweep", "size", "--best")]
    [InlineData("--parallel: expected a whole number from 1 to 1024, found 'two'.", "sweep", "size", "--parallel", "two")]
    [InlineData("--table, --best and --csv show the same trials in different ways: give one of them.", "sweep", "size", "--table", "--csv")]
    [InlineData("There is no option '--paralel' of `sweep`. Did you mean '--parallel'?", "sweep", "size", "--paralel", "2")]
    public void What_is_wrong_is_said_in_a_sentence(string message, params string[] args)
    {
        using var project = Project();
        var outcome = project.Run(args);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_cannot_be_had_is_one_sentence_and_no_failed_trial()
    {
        using var project = Project();
        File.Delete(Path.Combine(project.Folder, "names.txt"));
        var outcome = project.Run("sweep", "size");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("names.txt", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("trial", outcome.Error, StringComparison.Ordinal);
    }

    private static TestProject Project(long seed = 42)
    {
        var project = new TestProject { Sweeps = [new TestSweep(new() { Name = "sweeps/size", Seed = seed }, Rates, Batches)] };
        File.WriteAllText(Path.Combine(project.Folder, "names.txt"), "anna\nhannah\njohanna\nan\nhanno\nnoah\njan\njana\nhoan\nanja\n");
        return project;
    }

    private static void Move(TestProject from, TestProject to) =>
        Directory.Move(Path.Combine(from.Folder, "runs"), Path.Combine(to.Folder, "runs"));

    private static IEnumerable<JsonElement> Rows(JsonElement study) => study.GetProperty("trials").EnumerateArray();
}
