using System.Text.Json;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Without_a_command_the_top_folder_is_trained_and_shown()
    {
        var outcome = project.Run();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("\nname     train     dev    test  perplexity  bits/char  parameters  status\n", outcome.Output,
            StringComparison.Ordinal);
        Assert.Matches(@"\nbigram +\d\.\d{4} +\d\.\d{4} +\d\.\d{4} +\d+\.\d\d +\d\.\d{4} +\d+  trained\n", outcome.Output);
        Assert.DoesNotContain("lectures", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_time_everything_is_up_to_date()
    {
        project.Run();
        var outcome = project.Run();

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Everything is up to date.", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("trained", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_samples_of_the_run_are_shown()
    {
        var outcome = project.Run("train", "bigram");

        var samples = File.ReadAllLines(
            Directory.EnumerateFiles(project.Folder, "samples.txt", SearchOption.AllDirectories).Single());
        var shown = outcome.Output.Split('\n').Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal));
        Assert.Equal(string.Join("  ", samples), string.Join("  ", shown.Select(line => line[2..])));
    }

    [Fact]
    public void Json_of_one_name_is_one_object_with_the_figures_of_the_run()
    {
        var outcome = project.Run("train", "mlp", "--training.steps", "7", "--json");

        var run = outcome.Json;
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("mlp", run.GetProperty("name").GetString());
        Assert.Equal(7, run.GetProperty("steps").GetInt64());
        Assert.Equal(200, run.GetProperty("parameters").GetInt64());
        Assert.Equal(Math.Log(21), run.GetProperty("losses").GetProperty("dev").GetDouble(), 1e-9);
        Assert.True(run.GetProperty("seconds").GetDouble() >= 0);
        Assert.Equal(Math.Exp(run.GetProperty("losses").GetProperty("dev").GetDouble()),
            run.GetProperty("perplexities").GetProperty("dev").GetDouble(), 1e-9);
        Assert.True(run.GetProperty("bitsPerCharacter").GetProperty("dev").GetDouble() > 0);
        var folder = run.GetProperty("folder").GetString()!;
        Assert.Equal(Path.Combine(project.Folder, "runs", "mlp", run.GetProperty("hash").GetString()!), folder);
        Assert.Equal(7, File.ReadLines(Path.Combine(folder, "metrics.jsonl"))
            .Count(line => line.Contains("\"train\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Json_of_a_glob_has_all_runs()
    {
        var outcome = project.Run("train", "lectures/*", "--json");

        Assert.Equal(
            ["lectures/part1-bigram", "lectures/part2-mlp"],
            outcome.Json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_loss_without_bound_is_a_text_in_json()
    {
        using var unsmoothed = new TestProject { Experiments = [new CountedExperiment("bigram")] };

        // With k = 0 the pairs that occur in dev alone are impossible.
        var outcome = unsmoothed.Run("train", "bigram", "--smoothing.k", "0", "--json");

        Assert.Equal("Infinity", outcome.Json.GetProperty("losses").GetProperty("dev").GetString());
    }

    [Fact]
    public void An_override_with_the_value_of_the_spec_is_the_same_run()
    {
        var plain = project.Run("train", "mlp", "--json").Json;
        var changed = project.Run("train", "mlp", "--model.hidden", "2_00", "--training.steps", "20", "--json").Json;

        Assert.Equal(plain.GetProperty("hash").GetString(), changed.GetProperty("hash").GetString());
        Assert.Equal("up to date", changed.GetProperty("status").GetString());
    }

    [Fact]
    public void An_override_changes_the_run()
    {
        var plain = project.Run("train", "mlp", "--json").Json;
        var changed = project.Run("train", "mlp", "--hidden", "300", "--json").Json;

        Assert.NotEqual(plain.GetProperty("hash").GetString(), changed.GetProperty("hash").GetString());
        Assert.Equal(300, changed.GetProperty("parameters").GetInt64());
    }

    [Fact]
    public void Data_that_cannot_be_had_stop_one_experiment_and_not_the_others()
    {
        using var mixed = new TestProject { Experiments = [TestProject.WithoutData, new CountedExperiment("bigram")] };

        var outcome = mixed.Run();

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("missing: dataset: there is no file 'not-there.txt'.", outcome.Error, StringComparison.Ordinal);
        Assert.Matches(@"missing +- +- +- +- +- +-  failed\n", outcome.Output);
        Assert.Matches(@"bigram .* trained\n", outcome.Output);
    }

    [Fact]
    public void Progress_is_ten_lines_with_step_loss_rate_speed_and_time_left()
    {
        var lines = project.Run("train", "mlp").Error.TrimEnd('\n').Split('\n')
            .Where(line => line.StartsWith("mlp: step", StringComparison.Ordinal)).ToArray();

        Assert.Equal(10, lines.Length);
        Assert.Matches(@"^mlp: step 2 of 20, loss 0\.5000, rate 0\.1, .* steps/s, .* tokens/s, \d\d:\d\d:\d\d left$", lines[0]);
    }

    [Fact]
    public void Quiet_leaves_out_progress() => Assert.Equal("", project.Run("train", "mlp", "--quiet").Error);

    [Fact]
    public void Json_keeps_progress_out_of_the_output()
    {
        var outcome = project.Run("train", "mlp", "--json");

        Assert.Equal(JsonValueKind.Object, outcome.Json.ValueKind);
        Assert.Contains("step 20 of 20", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_are_never_cut()
    {
        var name = "lectures/" + new string('x', 30);
        using var wide = new TestProject { Experiments = [new CountedExperiment(name)] };

        var table = wide.Run("train", "**").Output.Split('\n')
            .SkipWhile(line => !line.StartsWith("name", StringComparison.Ordinal)).ToArray();

        Assert.StartsWith(name + "  ", table[1], StringComparison.Ordinal);
        Assert.True(table.All(line => line.Length <= 80));
    }
}
