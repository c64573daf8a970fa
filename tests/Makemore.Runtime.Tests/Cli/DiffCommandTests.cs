using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class DiffCommandTests : IClassFixture<ManyRuns>
{
    private readonly ManyRuns runs;

    public DiffCommandTests(ManyRuns runs) => this.runs = runs;

    [Fact]
    public void A_spec_and_that_of_a_run_differ_in_what_was_changed()
    {
        var run = "mlp@" + runs.Hash("hidden = 300");

        var outcome = runs.Project.Run("diff", "mlp", run[..8]);

        Assert.Equal(
            $"""
            --- mlp
            +++ {run}
            @@ -12,7 +12,7 @@
             context: 1
             model:
               type: mlp
            -  hidden: 200
            +  hidden: 300
               layers: 2
               gain: 0.5
             smoothing:

            """,
            outcome.Output);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public void In_json_the_settings_that_differ_have_both_values()
    {
        var report = runs.Project.Run("diff", runs.Folder("hidden = 500"), "mlp", "--json").Json;

        var change = Assert.Single(report.GetProperty("settings").EnumerateArray());
        Assert.Equal(
            ("model.hidden", "500", "200"),
            (change.GetProperty("key").GetString(), change.GetProperty("from").GetString(), change.GetProperty("to").GetString()));
        Assert.Contains("\n-  hidden: 500\n+  hidden: 200\n", report.GetProperty("spec").GetString(), StringComparison.Ordinal);
        Assert.False(report.TryGetProperty("code", out _));
    }

    [Fact]
    public void What_is_the_same_says_so_and_a_run_without_its_experiment_keeps_its_spec()
    {
        Assert.Equal("The specs are the same.\n", runs.Project.Run("diff", "mlp", "mlp.yaml").Output);
        Assert.Equal("The specs are the same.\n", runs.Project.Run("diff", "bigram", "gone").Output);
    }

    [Fact]
    public void The_code_of_experiments_is_compared_if_that_is_asked_for()
    {
        var folder = Path.Combine(runs.Project.Folder, "generated");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "mlp.g.cs"), "class Mlp\n{\n}\n");
        File.WriteAllText(Path.Combine(folder, "bad.g.cs"), "class Bad\n{\n}\n");

        var code = runs.Project.Run("diff", "mlp", "bad", "--code", "--json").Json.GetProperty("code").GetString();

        Assert.Equal("--- mlp\n+++ bad\n@@ -1,3 +1,3 @@\n-class Mlp\n+class Bad\n {\n }\n", code);
        Assert.EndsWith("\nThe generated code is the same.\n", runs.Project.Run("diff", "mlp", "mlp", "--code").Output, StringComparison.Ordinal);
        Assert.Contains("is a run, which does not keep its code", runs.Project.Run("diff", "mlp", "gone", "--code").Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("neither an experiment nor a run 'mpl'. Did you mean 'mlp'?", "mpl")]
    [InlineData("'mlp@*' names 4 runs, but `diff` compares two specs", "mlp@*")]
    [InlineData("'mlp@zz' names no run. Its runs are mlp@", "mlp@zz")]
    public void What_names_no_spec_is_an_error(string message, string name)
    {
        var outcome = runs.Project.Run("diff", "bigram", name);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
