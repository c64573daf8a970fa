using System.Text.Json;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class CommandTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Sample_trains_first_and_writes_one_sample_a_line()
    {
        var outcome = project.Run("sample", "bigram", "--count", "3", "--seed", "5", "--prompt", "ak", "--quiet");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var samples = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, samples.Length);
        Assert.All(samples, sample => Assert.StartsWith("ak", sample, StringComparison.Ordinal));
    }

    [Fact]
    public void Control_characters_of_a_sample_show_as_their_code_but_stay_in_json()
    {
        File.WriteAllLines(Path.Combine(project.Folder, "names.txt"), Enumerable.Repeat("a\u001b[2Jb", 100));
        var text = project.Run("sample", "bigram", "--count", "1", "--prompt", "a\u001b", "--quiet").Output;
        var json = project.Run("sample", "bigram", "--count", "1", "--prompt", "a\u001b", "--json").Json;

        Assert.StartsWith("a\\x1b", text, StringComparison.Ordinal);
        Assert.StartsWith("a\u001b", json.GetProperty("samples")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_sampling_do_not_ask_for_another_run()
    {
        project.Run("train", "bigram");
        var first = project.Run("sample", "bigram", "--json").Json;
        var second = project.Run("sample", "bigram", "--temperature", "0.1", "--sampling.top-k", "2", "--length", "4",
            "--json").Json;

        Assert.Equal(first.GetProperty("hash").GetString(), second.GetProperty("hash").GetString());
        Assert.Equal(10, second.GetProperty("samples").GetArrayLength());
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(project.Folder, "runs", "bigram")));
    }

    [Fact]
    public void Evaluate_measures_all_splits_or_the_one_that_is_asked_for()
    {
        var trained = project.Run("train", "bigram", "--json").Json.GetProperty("losses");
        var all = project.Run("evaluate", "bigram", "--json").Json;
        var dev = project.Run("evaluate", "bigram", "--split", "dev", "--json").Json.GetProperty("losses");

        Assert.Equal(trained.ToString(), all.GetProperty("losses").ToString());
        Assert.Equal(
            Math.Exp(trained.GetProperty("dev").GetDouble()),
                all.GetProperty("perplexities").GetProperty("dev").GetDouble(), 1e-9);
        Assert.Equal(["dev"], dev.EnumerateObject().Select(split => split.Name));
    }

    [Fact]
    public void Check_trains_what_expects_something_and_shows_each_figure()
    {
        var outcome = project.Run("check");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("5 ok, 0 failed, 0 skipped", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nlectures/part2-mlp +loss of step 3 +0\.25 ± 0\.000001 +0\.2500000  ok\n", outcome.Output);
        Assert.Matches(@"\nmlp +parameters +200 +200  ok\n", outcome.Output);
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "runs", "bigram")));
    }

    [Fact]
    public void Check_fails_with_1_where_a_figure_is_off()
    {
        using var wrong = new TestProject
        {
            Experiments = [new CountedExperiment("bigram") { Expect =
                [new(Figure.DevLoss, null, 9, 0.5), new(Figure.Parameters, null, 441, 0)] }],
        };

        var outcome = wrong.Run("check", "bigram", "--json");

        Assert.Equal(1, outcome.ExitCode);
        Assert.False(outcome.Json.GetProperty("ok").GetBoolean());
        Assert.Equal(
            [false, true], outcome.Json.GetProperty("checks").EnumerateArray()
                .Select(check => check.GetProperty("ok").GetBoolean()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0, "--allow-missing-data")]
    public void Check_says_what_it_skips_for_want_of_data(int exitCode, params string[] options)
    {
        using var missing = new TestProject { Experiments = [TestProject.WithoutData] };

        var outcome = missing.Run(["check", .. options]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.StartsWith(
            "missing: skipped, because its dataset cannot be had. dataset: there is no file 'not-there.txt'.",
                outcome.Error, StringComparison.Ordinal);
        Assert.Matches(@"missing +dev-loss +2 ± 0\.1 +-  skipped\n", outcome.Output);
    }

    [Fact]
    public void Check_says_that_an_experiment_expects_nothing() =>
        Assert.Contains("bigram expects nothing.\n", project.Run("check", "bigram").Output, StringComparison.Ordinal);

    [Fact]
    public void List_tells_what_is_up_to_date_and_what_was_never_trained_and_the_runs_with_other_settings()
    {
        project.Run("train", "bigram");
        project.Run("train", "mlp", "--hidden", "3", "--training.steps", "7");
        var hash = project.Run("train", "mlp", "--hidden", "3", "--training.steps", "7", "--json").Json.GetProperty("hash");

        var experiments = project.Run("list", "--json").Json.GetProperty("experiments").EnumerateArray().ToArray();

        Assert.Equal(
            [("bigram", "up to date"), ("mlp", "never"), ("lectures/part1-bigram", "never"), ("lectures/part2-mlp", "never")],
            experiments.Select(Status));
        var run = Assert.Single(experiments[1].GetProperty("runs").EnumerateArray());
        Assert.Equal(
            ["""{"key":"model.hidden","from":"200","to":"3"}""", """{"key":"training.steps","from":"20","to":"7"}"""],
            run.GetProperty("changes").EnumerateArray().Select(change => change.GetRawText()));
        Assert.Matches(
            $@"\nmlp +names\.txt +mlp hidden=200 layers=2 gain=0\.5 +never\n  {hash} +hidden=3 training\.steps=7 +trained\n",
            project.Run("list").Output);

        static (string?, string?) Status(JsonElement experiment) =>
            (experiment.GetProperty("name").GetString(), experiment.GetProperty("status").GetString());
    }

    [Fact]
    public void List_tells_a_run_whose_spec_has_changed_since_from_one_with_overrides()
    {
        project.Run("train", "mlp");
        project.Experiments = [new SteppedExperiment("mlp") { Steps = 30 }];

        Assert.Matches(
            @"\nmlp +names\.txt +mlp hidden=200 layers=2 gain=0\.5 +stale\n  [0-9a-f]{12} +training\.steps=20 +trained\n",
            project.Run("list").Output);
    }

    [Fact]
    public void Show_has_the_spec_and_the_graph_with_the_overrides()
    {
        var outcome = project.Run("show", "mlp", "--hidden", "10", "--context", "4");

        Assert.Contains("  hidden: 10\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("embed hidden  (batch, context, hidden)  (batch, 4, 10)         210   50.0%\n", outcome.Output,
            StringComparison.Ordinal);
        Assert.Matches(@"\ntotal +420  100\.0%\n", outcome.Output);
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "runs")));
    }

    [Fact]
    public void Show_finds_the_generated_code_below_the_program()
    {
        var folder = Path.Combine(project.Folder, "generated", "Makemore.Generators");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "bigram.g.cs"), "class Bigram;");

        Assert.EndsWith("\nclass Bigram;\n", project.Run("show", "bigram", "--code").Output, StringComparison.Ordinal);
        Assert.Equal("class Bigram;", project.Run("show", "bigram", "--code", "--json").Json.GetProperty("code").GetString());
    }

    [Fact]
    public void Show_prints_the_prelude_or_asks_for_a_name()
    {
        using var project = new TestProject();
        Assert.Contains("\nlet transformer\n", project.Run("show", "--prelude").Output, StringComparison.Ordinal);
        Assert.Contains("let residual f x = x + f x", project.Run("show", "--prelude", "--json")
            .Json.GetProperty("prelude").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, project.Run("show").ExitCode);
    }

    [Fact]
    public void Show_without_data_still_shows_the_spec()
    {
        using var missing = new TestProject { Experiments = [TestProject.WithoutData] };

        var outcome = missing.Run("show", "missing");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("path: not-there.txt", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("The number of tokens, `vocab`, cannot be known: dataset:", outcome.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_go_below_the_folder_that_the_environment_names()
    {
        using var elsewhere =
            new TestProject { Variables = new Dictionary<string, string> { ["MAKEMORE_PROJECT"] = project.Folder } };

        elsewhere.Run("train", "bigram");

        Assert.True(Directory.Exists(Path.Combine(project.Folder, "runs", "bigram")));
    }

    [Fact]
    public void Without_a_name_for_it_the_project_is_the_folder_of_the_project_file_above_the_program()
    {
        File.WriteAllText(Path.Combine(project.Folder, "Some.csproj"), "<Project />");
        var program = Directory.CreateDirectory(Path.Combine(project.Folder, "bin", "Release")).FullName;

        var folders = Makemore.Cli.Commands.ProjectFolders.Find(
            new()
            {
                Output = TextWriter.Null, Error = TextWriter.Null, CurrentFolder = Path.GetTempPath(),
                ProgramFolder = program
            }, null, null);

        Assert.Equal((project.Folder, Path.Combine(project.Folder, "runs")), (folders.Project, folders.Runs));
    }
}
