using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>Trainings that are looked into, on the command line.</summary>
public sealed class DiagnosticsCommandTests : IDisposable
{
    private const string Name = "Simd/Networks/batchnorm";

    private static readonly string[] Short = ["--training.steps", "3", "--regularization.l2", "0.1"];

    private readonly TestProject project = new()
    {
        Experiments = [.. Makemore.Runtime.Tests.Experiments.All.Where(experiment => experiment.Name == Name), new SteppedExperiment("mlp"), new CountedExperiment("bigram")],
    };

    public void Dispose() => project.Dispose();

    [Fact]
    public void Findings_are_printed_behind_the_training_and_are_in_the_json()
    {
        // A rate at which the last of two observations is the only one behind the start.
        string[] large = ["train", Name, "--diagnostics", "--training.learning-rate", "0.3", .. Short];
        var printed = project.Run([.. large, "--quiet"]);
        var json = project.Run([.. large, "--json"]);

        Assert.Equal((0, 0), (printed.ExitCode, json.ExitCode));
        Assert.Equal("up to date", json.Json.GetProperty("status").GetString());
        var findings = json.Json.GetProperty("findings").EnumerateArray().ToList();
        var lines = printed.Output.Split('\n').Where(line => line.Contains("docs/diagnosing.md", StringComparison.Ordinal)).ToList();
        if (findings.Count == 0)
        {
            Assert.Equal(["Diagnostics: nothing stands out (docs/diagnosing.md)."], lines);
        }
        else
        {
            Assert.Equal(findings.Select(finding =>
                $"{finding.GetProperty("severity").GetString()!.ToLowerInvariant()}: {finding.GetProperty("message")} ({finding.GetProperty("page")})"), lines);
        }
    }

    [Fact]
    public void A_training_without_diagnostics_says_nothing_of_them()
    {
        var outcome = project.Run(["train", Name, "--json", .. Short]);

        Assert.False(outcome.Json.TryGetProperty("findings", out _));
    }

    [Fact]
    public void The_interval_may_be_given()
    {
        var folder = project.Run(["train", Name, "--diagnostics.every", "2", "--json", .. Short]).Json.GetProperty("folder").GetString()!;

        Assert.Equal([0, 2], Runtime.Runs.DiagnosticsLog.Read(Path.Combine(folder, "diagnostics.jsonl")).Select(row => row.Step));
    }

    [Fact]
    public void Of_several_experiments_those_that_can_be_looked_into_are()
    {
        var outcome = project.Run(["train", "bigram", Name, "--diagnostics", "--json", .. Short]);

        var runs = outcome.Json.GetProperty("runs");
        var folder = runs[1].GetProperty("folder").GetString()!;
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal([0, 2], Runtime.Runs.DiagnosticsLog.Read(Path.Combine(folder, "diagnostics.jsonl")).Select(row => row.Step));
        Assert.Contains("diagnostics.every", runs[0].GetProperty("leftOut").EnumerateArray().Select(key => key.GetString()));
        Assert.Contains("diagnostics.every is left out where it does not apply: bigram.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_another_backend_trains_is_trained_without_and_says_so()
    {
        var outcome = project.Run("train", "mlp", "--diagnostics");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Diagnostics are computed by backend simd, and 'mlp' is trained by ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_counted_model_has_no_diagnostics()
    {
        var outcome = project.Run("train", "bigram", "--diagnostics");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error: diagnostics.every does not apply to 'bigram'", outcome.Error, StringComparison.Ordinal);
    }
}
