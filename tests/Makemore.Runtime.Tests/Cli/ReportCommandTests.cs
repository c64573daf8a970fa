using Makemore.Cli.Commands;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Tests.Sweeps.Studies;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class ReportCommandTests
{
    [Fact]
    public void A_report_trains_first_stands_beside_its_run_and_is_the_same_again()
    {
        using var project = new TestProject();
        var outcome = project.Run("report", "bigram", "--json");
        var file = Assert.Single(outcome.Json.GetProperty("files").EnumerateArray()).GetString()!;
        var page = File.ReadAllText(file);

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith(Path.Combine(project.Folder, "runs", "bigram") + Path.DirectorySeparatorChar, file, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"pairs-title\">", page, StringComparison.Ordinal);
        Assert.Contains("up to date", project.Run("train", "bigram").Output, StringComparison.Ordinal);
        Assert.Equal(file + "\n", project.Run("report", "bigram").Output);
        Assert.Equal(page, File.ReadAllText(file));
    }

    [Fact]
    public void A_report_is_nothing_that_touches_a_run()
    {
        using var project = new TestProject();
        project.Run("train", "bigram");
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(project.Folder, "runs", "bigram")));
        var before = Makemore.Runtime.Runs.RunFolders.At(folder)!.Touched();
        project.Run("report", "bigram");
        File.SetLastWriteTimeUtc(Path.Combine(folder, "report.html"), DateTime.UtcNow.AddDays(1));

        Assert.Equal(before, Makemore.Runtime.Runs.RunFolders.At(folder)!.Touched());
        Assert.Equal("finished", project.Run("runs", "bigram", "--json").Json.GetProperty("runs")[0].GetProperty("status").GetString());
    }

    [Fact]
    public void A_run_that_failed_says_at_which_step_and_one_without_losses_has_no_curves()
    {
        using var project = new TestProject
        {
            Experiments = [new SteppedExperiment("bad") { Loss = step => step < 7 ? 2 : double.NaN }, new SteppedExperiment("good")],
        };
        Assert.Equal(1, project.Run("train", "bad").ExitCode);
        var hash = Path.GetFileName(Assert.Single(Directory.GetDirectories(Path.Combine(project.Folder, "runs", "bad"))));
        project.Run("report", "bad@" + hash[..4], "--output", "bad.html");
        var bad = File.ReadAllText(Path.Combine(project.Folder, "bad.html"));
        File.WriteAllText(Path.Combine(project.Folder, "runs", "bad", hash, "metrics.jsonl"), "");
        project.Run("report", "bad@" + hash[..4], "--output", "empty.html");

        Assert.Contains("The run has failed at step 7: ", bad, StringComparison.Ordinal);
        Assert.Contains("id=\"curves-title\"", bad, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"curves-title\"", File.ReadAllText(Path.Combine(project.Folder, "empty.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_with_changed_settings_is_opened_by_its_hash_and_says_what_changed()
    {
        using var project = new TestProject();
        project.Run("train", "mlp");
        project.Run("train", "mlp", "--hidden", "300");
        var hash = project.Run("runs", "mlp", "--where", "hidden = 300", "--json").Json.GetProperty("runs")[0].GetProperty("hash").GetString()!;
        var outcome = project.Run("report", "mlp@" + hash, "--output", "page.html");
        var page = File.ReadAllText(Path.Combine(project.Folder, "page.html"));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("id=\"graph-title\"", page, StringComparison.Ordinal);
        Assert.Contains("<code>hidden</code></th><td>200</td><td>300</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_runs_are_compared_on_a_page_below_the_folder_of_runs()
    {
        using var project = new TestProject();
        var file = project.Run("report", "bigram", "mlp", "--quiet").Output.TrimEnd('\n');
        var page = File.ReadAllText(file);

        Assert.Equal(Path.Combine(project.Folder, "runs", "report"), Path.GetDirectoryName(file));
        Assert.Contains("mlp: train, smoothed", page, StringComparison.Ordinal);
        Assert.Contains("bigram: counted", page, StringComparison.Ordinal);
        Assert.Contains("id=\"settings-title\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_that_was_run_has_a_report_and_one_that_was_not_says_how_to_run_it()
    {
        using var project = new TestProject
        {
            Sweeps = [new TestSweep(new() { Name = "sweeps/size" }, new Axis("training.learning-rate", new AxisDomain.Listed(["0.01", "0.1", "0.5"])))],
            Charts = null,
        };
        File.WriteAllText(Path.Combine(project.Folder, "names.txt"), "anna\nhannah\njohanna\nan\nhanno\nnoah\njan\njana\nhoan\nanja\n");
        var before = project.Run("report", "sweep", "size");
        project.Run("sweep", "size", "--quiet");
        var page = File.ReadAllText(project.Run("report", "sweep", "size").Output.TrimEnd('\n'));

        Assert.Equal(2, before.ExitCode);
        Assert.Contains("`sweep sweeps/size` runs it.", before.Error, StringComparison.Ordinal);
        Assert.All(new[] { "best", "parallel", "trials" }, section => Assert.Contains($"id=\"{section}-title\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_without_pages_is_told_what_writes_them_and_trains_nothing()
    {
        using var project = new TestProject { Pages = null };
        var outcome = project.Run("report", "bigram");

        Assert.Equal((2, $"error: {ReportCommand.NoPages}\n"), (outcome.ExitCode, outcome.Error));
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "runs", "bigram")));
        Assert.Equal(2, project.Run("report", "bigram", "--output", "page.pdf").ExitCode);
    }
}
