using Makemore.Cli.Commands;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Tests.Sweeps.Studies;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>The commands of a project that does not refer to Makemore.Charts.</summary>
public sealed class NoChartsTests
{
    private const string Sentence = NoCharts.Sentence + "\n";

    [Fact]
    public void Runs_are_compared_in_tables_and_a_sentence_says_what_draws_their_curves()
    {
        using var project = new TestProject { Charts = null };
        project.Run("train", "bigram", "mlp");

        var outcome = project.Run("compare", "bigram", "mlp");

        Assert.Equal((0, Sentence), (outcome.ExitCode, outcome.Error));
        Assert.Matches(@"\nbigram +\d\.\d{4}", outcome.Output);
        Assert.Matches(@"\nmlp +\d\.\d{4}", outcome.Output);
        Assert.Contains("\nsetting ", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(".svg", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(project.Run("compare", "bigram", "mlp", "--json").Json.GetProperty("files").EnumerateArray());
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "runs", "compare")));
    }

    [Fact]
    public void A_plot_that_is_asked_for_is_not_written_and_its_name_is_still_checked()
    {
        using var project = new TestProject { Charts = null };
        project.Run("train", "bigram", "mlp");

        var outcome = project.Run("compare", "bigram", "mlp", "--output", "plot.svg", "--quiet");

        Assert.Equal((0, Sentence), (outcome.ExitCode, outcome.Error));
        Assert.False(File.Exists(Path.Combine(project.Folder, "plot.svg")));
        Assert.Equal(2, project.Run("compare", "bigram", "mlp", "--output", "plot.pdf").ExitCode);
    }

    [Fact]
    public void A_sweep_says_it_once()
    {
        using var project = new TestProject
        {
            Charts = null,
            Sweeps = [new TestSweep(
                new() { Name = "sweeps/size" }, new Axis("training.learning-rate", new AxisDomain.Listed(["0.01", "0.1", "0.5"])))],
        };
        File.WriteAllText(Path.Combine(project.Folder, "names.txt"), "anna\nhannah\njohanna\nan\nhanno\nnoah\njan\njana\nhoan\nanja\n");

        var outcome = project.Run("sweep", "size", "--quiet");

        Assert.Equal((0, Sentence), (outcome.ExitCode, outcome.Error));
        Assert.Contains("3 finished, 0 pruned, 0 failed of 3 trials", outcome.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (project.Run("sweep", "size", "--table").ExitCode, project.Run("sweep", "size", "--table").Error));
    }

    [Fact]
    public void Counted_bigrams_have_no_picture_and_their_run_is_whole()
    {
        using var without = new TestProject { Charts = null };
        var report = without.Run("train", "bigram", "--json");
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(without.Folder, "runs", "bigram")));

        Assert.Equal((0, ""), (report.ExitCode, without.Run("train", "bigram", "--quiet").Error));
        Assert.Empty(Directory.GetFiles(folder, "bigrams.*"));
        Assert.Contains("up to date", without.Run("list").Output, StringComparison.Ordinal);

        // Whether a project draws is nothing that a run depends on: one that has charts takes the run as it is.
        using var with = new TestProject(without.Folder) { IsBorrowed = true };
        Assert.Contains("up to date", with.Run("train", "bigram").Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder, "bigrams.*"));
    }

    [Fact]
    public void A_run_with_a_picture_is_whole_without_charts_too()
    {
        using var with = new TestProject();
        with.Run("train", "bigram");
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(with.Folder, "runs", "bigram")));

        Assert.Equal(2, Directory.GetFiles(folder, "bigrams.*").Length);
        using var without = new TestProject(with.Folder) { IsBorrowed = true, Charts = null };
        Assert.Contains("up to date", without.Run("train", "bigram").Output, StringComparison.Ordinal);
    }
}
