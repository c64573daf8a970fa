using System.Text;
using Makemore.Charts.Runs;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class CompareCommandTests : IClassFixture<ManyRuns>
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private readonly ManyRuns runs;

    public CompareCommandTests(ManyRuns runs) => this.runs = runs;

    [Fact]
    public void Runs_stand_side_by_side_with_the_best_of_each_column_marked()
    {
        var other = "mlp@" + runs.Hash("hidden = 300");

        var outcome = runs.Project.Run("compare", "mlp", other, "bigram");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var lines = outcome.Output.Split('\n');
        Assert.Matches(@"^name +train +dev +test +perplexity +parameters +seconds$", lines[0]);
        Assert.Matches(@"^mlp@[0-9a-f]{6} +3\.0445 +3\.0445 +3\.0445 +21\.00 +200\*", lines[1]);
        Assert.Matches($@"^{other[..10]} +3\.0445 +3\.0445 +3\.0445 +21\.00 +300 ", lines[2]);
        Assert.Matches(@"^bigram +\d\.\d{4}\* +\d\.\d{4}\* +\d\.\d{4}\* +\d+\.\d\d\* +441 ", lines[3]);
        Assert.Matches($@"^setting +mlp@[0-9a-f]{{6}} +{other[..10]} +bigram$", lines[5]);
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, "^hidden +200 +300 +-$"));
        Assert.DoesNotContain(lines, line => line.StartsWith("training.threads", StringComparison.Ordinal));
    }

    [Fact]
    public void In_json_each_setting_has_its_value_in_each_run_and_the_plot_its_files()
    {
        var report = runs.Project.Run("compare", "mlp", "mlp@" + runs.Hash("hidden = 500"), "--json").Json;

        Assert.Equal(
            [("finished", 20), ("interrupted", 13)],
            report.GetProperty("runs").EnumerateArray()
                .Select(run => (run.GetProperty("status").GetString(), run.GetProperty("steps").GetInt32())));
        var setting = Assert.Single(report.GetProperty("settings").EnumerateArray());
        Assert.Equal("""{"key":"model.hidden","values":["200","500"]}""", setting.GetRawText());
        string[] files = [.. report.GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
        Assert.Equal([".svg", ".png"], files.Select(Path.GetExtension));
        Assert.All(files, file => Assert.Equal(Path.Combine(runs.Project.Folder, "runs", "compare"), Path.GetDirectoryName(file)));
        Assert.Contains("<svg", File.ReadAllText(files[0], Encoding.UTF8), StringComparison.Ordinal);
        Assert.Equal(PngSignature, File.ReadAllBytes(files[1])[..4]);
    }

    [Fact]
    public void A_glob_means_the_runs_of_the_present_specs_and_with_a_hash_all_runs()
    {
        Assert.Equal(["bad", "bigram", "mlp"], Names("**").Order(StringComparer.Ordinal));
        Assert.Equal(["mlp", "mlp", "mlp", "mlp"], Names("mlp@*"));
        Assert.Equal(["gone", "bigram"], Names("gone", "bigram", "gone"));
    }

    [Theory]
    [InlineData("plot.svg", "plot.svg")]
    [InlineData("plot.png", "plot.png")]
    [InlineData("plot", "plot.svg", "plot.png")]
    public void The_ending_of_the_output_says_what_is_drawn(string output, params string[] files)
    {
        var report = runs.Project.Run("compare", "mlp@*", "--output", output, "--json").Json;

        Assert.Equal(
            files.Select(file => Path.Combine(runs.Project.Folder, file)),
            report.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(runs.Project.Folder, file))));
    }

    [Theory]
    [InlineData("`compare` needs two runs or more, but 'mlp' names 1.", "mlp")]
    [InlineData("'new' has no run with the settings of its spec. `train new` makes it.", "mlp", "new")]
    [InlineData("There is neither an experiment nor a run 'bigrm'. Did you mean 'bigram'?", "mlp", "bigrm")]
    [InlineData("expected a file that ends in .svg or .png", "mlp", "bigram", "--output", "plot.pdf")]
    public void What_cannot_be_compared_is_an_error_and_trains_nothing(string message, params string[] args)
    {
        using var project = new TestProject(runs.Project.Folder)
        {
            Experiments = [.. runs.Project.Experiments, new SteppedExperiment("new")],
            IsBorrowed = true,
        };

        var outcome = project.Run(["compare", .. args]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "runs", "new")));
    }

    [Fact]
    public void A_smoothed_curve_keeps_its_ends_and_the_mean_of_a_line()
    {
        double[] line = [.. Enumerable.Range(0, 100).Select(index => 3.0 + index)];
        double[] noise = [.. line.Select((value, index) => value + (index % 2 == 0 ? 1 : -1))];

        Assert.Equal(line, LossCurve.Smooth(line));
        Assert.Equal((noise[0], noise[^1]), (LossCurve.Smooth(noise)[0], LossCurve.Smooth(noise)[^1]));
        Assert.All(LossCurve.Smooth(noise).Zip(line).Skip(5).SkipLast(5), pair => Assert.Equal(pair.Second, pair.First, 0.1));
        Assert.Equal([7], LossCurve.Smooth([7]));
    }

    [Fact]
    public void Counted_models_alone_have_no_curves()
    {
        Assert.Null(RunCurves.Of([new("one", [], 2.5), new("diverged", [new(0, Metric.Train, double.NaN, null, 0)], null)]));
        Assert.NotNull(RunCurves.Of([new("one", [], 2.5), new("two", [new(0, Metric.Train, 3, null, 0)], null)]));
    }

    private IEnumerable<string> Names(params string[] patterns) => runs.Project.Run(["compare", .. patterns, "--json"]).Json
        .GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("name").GetString()!);
}
