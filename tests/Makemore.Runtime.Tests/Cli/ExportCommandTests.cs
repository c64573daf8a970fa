using Makemore.Runtime.Interchange;
using Makemore.Runtime.Tests.Interchange;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_network_is_written_as_csv_where_no_format_is_given()
    {
        var report = project.Run("export", "mlp", "--json").Json;

        var lines = File.ReadAllLines(report.GetProperty("path").GetString()!);
        Assert.Equal("csv", report.GetProperty("format").GetString());
        Assert.Equal(("step,split,loss,rate,seconds", 22), (lines[0], lines.Length));
        Assert.StartsWith("3,train,0.25,0.1,", lines[4], StringComparison.Ordinal);
        Assert.Equal("metrics.csv", Path.GetFileName(report.GetProperty("path").GetString()));
    }

    [Fact]
    public void A_counted_model_is_written_as_arpa_where_no_format_is_given()
    {
        var outcome = project.Run("export", "bigram", "--output", "pairs.arpa", "--quiet");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"pairs\.arpa: \d+ \+ \d+ n-grams\n$", outcome.Output);
        Assert.StartsWith("\\data\\\n", File.ReadAllText(Path.Combine(project.Folder, "pairs.arpa")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_measurements_of_a_finished_run_become_a_file_for_tensorboard()
    {
        project.Run("train", "mlp");
        var path = project.Run("export", "mlp", "--format", "tensorboard", "--output", "board", "--json").Json.GetProperty("path").GetString()!;
        var again = project.Run("export", "mlp", "--format", "tensorboard", "--output", "board", "--json").Json.GetProperty("path").GetString()!;

        Assert.False(File.Exists(path));
        Assert.Equal(Path.Combine(project.Folder, "board"), Path.GetDirectoryName(again));
        Assert.Equal(41, EventReader.Read(again).Scalars.Count);
    }

    [Fact]
    public void Train_writes_it_into_the_folder_of_the_run_also_where_that_is_up_to_date()
    {
        var trained = project.Run("train", "mlp", "--json").Json.GetProperty("folder").GetString()!;
        Assert.Empty(EventFile.Of(trained));

        project.Run("train", "mlp", "--tensorboard");
        var other = project.Run("train", "mlp", "--tensorboard", "--hidden", "5", "--json").Json.GetProperty("folder").GetString()!;

        Assert.Equal(41, EventReader.Read(Assert.Single(EventFile.Of(trained))).Scalars.Count);
        Assert.Equal(41, EventReader.Read(Assert.Single(EventFile.Of(other))).Scalars.Count);
    }

    [Theory]
    [InlineData("bigram", "csv", "--format csv is for networks: 'bigram' is counted")]
    [InlineData("mlp", "arpa", "--format arpa is for n-gram models, but 'mlp' is a network")]
    [InlineData("mlp", "tensorbord", "--format: expected arpa or csv or tensorboard, found 'tensorbord'. Did you mean 'tensorboard'?")]
    public void A_format_that_does_not_fit_is_told_before_anything_is_trained(string name, string format, string message)
    {
        var outcome = project.Run("export", name, "--format", format);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error: " + message, outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "runs")));
    }
}
