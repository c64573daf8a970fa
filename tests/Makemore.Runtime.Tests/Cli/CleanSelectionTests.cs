using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>What <c>clean</c> does without removing anything; so all tests share the runs.</summary>
public sealed class CleanSelectionTests : IClassFixture<ManyRuns>
{
    private readonly ManyRuns runs;

    public CleanSelectionTests(ManyRuns runs) => this.runs = runs;

    private TestProject Project => runs.Project;

    [Theory]
    [InlineData(4)]
    [InlineData(3, "--unfinished")]
    [InlineData(2, "mlp")]
    [InlineData(4, "mlp", "--all")]
    [InlineData(1, "--all", "bigram")]
    [InlineData(7, "**", "--all")]
    [InlineData(0, "--older-than", "1h")]
    [InlineData(4, "--older-than", "0s")]
    public void A_dry_run_says_what_would_go_and_removes_nothing(int count, params string[] args)
    {
        var report = Project.Run(["clean", .. args, "--dry-run", "--json"]).Json;

        Assert.Equal(count, report.GetProperty("runs").GetArrayLength());
        Assert.Equal(
            report.GetProperty("runs").EnumerateArray().Sum(run => run.GetProperty("bytes").GetInt64()),
            report.GetProperty("bytes").GetInt64());
        Assert.Equal(7, runs.Left().Count());
    }

    [Fact]
    public void Where_nobody_can_be_asked_nothing_is_removed_without_yes()
    {
        foreach (var outcome in (CommandOutcome[])[Project.Run("clean"), Project.Run("clean", "--json")])
        {
            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains("Say --yes", outcome.Error + outcome.Output, StringComparison.Ordinal);
        }

        Assert.Equal(7, runs.Left().Count());
    }

    [Fact]
    public void All_needs_names_and_a_time_needs_a_unit()
    {
        Assert.Contains("it needs names", Project.Run("clean", "--all", "--yes").Error, StringComparison.Ordinal);
        Assert.Contains("expected a number with a unit (w, d, h, min, s)", Project.Run("clean", "--older-than", "30").Error,
            StringComparison.Ordinal);
    }
}
