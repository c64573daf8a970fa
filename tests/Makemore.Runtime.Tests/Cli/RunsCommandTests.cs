using System.Text.Json;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>A project with runs of every kind: see <see cref="ManyRuns"/>.</summary>
public sealed class RunsCommandTests : IClassFixture<ManyRuns>
{
    private readonly ManyRuns runs;

    public RunsCommandTests(ManyRuns runs) => this.runs = runs;

    [Fact]
    public void Every_run_has_a_row_with_its_state_and_what_was_changed()
    {
        var rows = runs.Project.Run("runs", "--json").Json.GetProperty("runs").EnumerateArray()
            .Select(row => (row.GetProperty("name").GetString(), row.GetProperty("status").GetString(), Changes(row)));

        Assert.Equal(
            [
                ("bad", "failed", ""),
                ("bigram", "finished", ""),
                ("gone", "finished", "(no such experiment)"),
                ("mlp", "finished", ""),
                ("mlp", "finished", "hidden=300"),
                ("mlp", "damaged", "hidden=400"),
                ("mlp", "interrupted", "hidden=500"),
            ],
            rows.OrderBy(row => row.Item1).ThenBy(row => row.Item3));
    }

    [Fact]
    public void The_table_shows_what_a_run_is_and_came_to()
    {
        var outcome = runs.Project.Run("runs", "mlp@" + runs.Hash("hidden = 300"));

        Assert.Matches(@"^name  hash          status     .* dev .* changes\nmlp   [0-9a-f]{12}  finished .* 3\.0445 .* hidden=300\n\z", outcome.Output);
    }

    [Theory]
    [InlineData("hidden > 250", "hidden=300", "hidden=400", "hidden=500")]
    [InlineData("model.hidden >= 300 and status = finished", "hidden=300")]
    [InlineData("hidden != 300 and hidden < 4_01 and name = mlp", "", "hidden=400")]
    [InlineData("name ~ b*", "", "")]
    [InlineData("parameters <= 300 and dev-loss < 3.1 and perplexity > 20 and name = \"mlp\"", "", "hidden=300")]
    [InlineData("optimizer = sgd and gain = 0.50 and steps = 20 and training.batch = 4 and status != damaged", "", "hidden=300")]
    [InlineData("age < 1h and learning-rate = 0.1 and hidden = 500", "hidden=500")]
    [InlineData("hash ~ *zzz*")]
    public void A_condition_chooses_by_settings_and_figures(string where, params string[] changes)
    {
        var rows = runs.Project.Run("runs", "--where", where, "--json").Json.GetProperty("runs").EnumerateArray();

        Assert.Equal(changes, rows.Select(Changes).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Conditions_are_repeatable_and_hold_together()
    {
        var rows = runs.Project.Run("runs", "--where", "hidden > 250", "--where", "hidden < 450", "--json").Json.GetProperty("runs");

        Assert.Equal(2, rows.GetArrayLength());
    }

    [Theory]
    [InlineData("hiden > 100", "No run has a key 'hiden'. Did you mean 'hidden'?")]
    [InlineData("seed = 3", "'seed' may be sampling.seed or split.seed or training.seed.")]
    [InlineData("hidden > many", "hidden > expects a number, found 'many'")]
    [InlineData("dev-loss = low", "dev-loss = expects a number, found 'low'")]
    [InlineData("name > b", "name is a text")]
    [InlineData("hidden", "expected a key, one of = != < <= > >= ~, and a value")]
    [InlineData("hidden > 3 and", "hidden > expects a number, found '3 and'")]
    [InlineData("age > 3", "expected a number with a unit")]
    public void A_condition_that_says_nothing_is_an_error(string where, string message)
    {
        var outcome = runs.Project.Run("runs", "--where", where);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_sorts_as_numbers_with_those_that_lack_it_last()
    {
        Assert.Equal(["bad", "200", "300", "400", "500", "bigram", "gone"], Sorted("--sort", "hidden"));
        Assert.Equal(["500", "400", "300", "bad", "200", "bigram", "gone"], Sorted("--sort", "hidden", "--descending"));
        Assert.Equal(["500", "400"], Sorted("--sort", "hidden", "--descending", "--limit", "2"));
    }

    [Fact]
    public void A_name_that_nothing_has_is_an_error_with_the_closest_one()
    {
        Assert.Contains("neither an experiment nor a run 'gnoe'. Did you mean 'gone'?", runs.Project.Run("runs", "gnoe").Error,
            StringComparison.Ordinal);
        Assert.Contains("'mlp@fff' names no run", runs.Project.Run("runs", "mlp@fff").Error, StringComparison.Ordinal);
        Assert.Contains("There are no such runs.", runs.Project.Run("runs", "bigram", "--where", "hidden > 1").Output, StringComparison.Ordinal);
        Assert.Contains("--limit", runs.Project.Run("runs", "--limit", "0").Error, StringComparison.Ordinal);
    }

    private static string Changes(JsonElement row) => string.Join(' ',
        row.GetProperty("changes").EnumerateArray()
            .Select(change => $"{change.GetProperty("key").GetString()!.Split('.')[^1]}={change.GetProperty("to").GetString()}")
            .Concat(row.GetProperty("beyond").EnumerateArray().Select(text => $"({text.GetString()})")));

    private IEnumerable<string> Sorted(params string[] args) => runs.Project.Run(["runs", .. args, "--json"]).Json
        .GetProperty("runs").EnumerateArray().Select(row => row.GetProperty("name").GetString() is "mlp"
            ? Changes(row) is { Length: > 0 } changed ? changed.Split('=')[1] : "200"
            : row.GetProperty("name").GetString()!);
}
