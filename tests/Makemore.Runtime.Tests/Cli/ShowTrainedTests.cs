using Makemore.Cli.Commands;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>What `show` tells of a model that is trained, and of one whose data is missing.</summary>
public sealed class ShowTrainedTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_trained_model_tells_its_results()
    {
        var trained = project.Run("train", "mlp", "--json").Json;

        var output = project.Run("show", "mlp").Output;

        Assert.Matches(@"\n\ntrained: 20 steps in \d+\.\d seconds, 200 parameters, 10 samples\n", output);
        Assert.Matches(@"\nsplit +loss +perplexity +bits/character\ntrain +3\.0445 +21\.00 +\d\.\d{4}\ndev +3\.0445", output);
        Assert.EndsWith($"\n{trained.GetProperty("folder").GetString()}\n", output, StringComparison.Ordinal);
        Assert.Equal(trained.GetProperty("hash").GetString(), project.Run("show", "mlp", "--json").Json.GetProperty("run").GetProperty("hash").GetString());
    }

    [Fact]
    public void Other_settings_are_another_run()
    {
        project.Run("train", "mlp");

        Assert.DoesNotContain("trained:", project.Run("show", "mlp", "--hidden", "5").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_data_the_graph_has_vocab_as_a_symbol_and_the_results_are_still_there()
    {
        project.Run("train", "mlp");
        File.Delete(Path.Combine(project.Folder, "names.txt"));

        var outcome = project.Run("show", "mlp");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"\nlinear vocab +\(batch, vocab\) +\(batch, vocab\) +200 \* vocab\ntotal +400 \* vocab\n\nThe number of tokens, `vocab`, cannot be known: dataset: ", outcome.Output);
        Assert.Contains("trained: 20 steps", outcome.Output, StringComparison.Ordinal);

        var row = project.Run("show", "mlp", "--json").Json.GetProperty("graph")[1];
        Assert.Equal("200 * vocab", row.GetProperty("parametersFormula").GetString());
        Assert.Equal(["batch", "vocab"], row.GetProperty("sizeFormulas").EnumerateArray().Select(size => size.GetString()));
        Assert.False(row.TryGetProperty("parameters", out _));
    }

    [Theory]
    [InlineData("vocab", 0, 1, 0)]
    [InlineData("200", 0, 0, 200)]
    [InlineData("0", 0, 0, 0)]
    [InlineData("27 * vocab + 1,200", 0, 27, 1200)]
    [InlineData("vocab * vocab", 1, 0, 0)]
    [InlineData("3 * vocab * vocab + 2 * vocab - 1", 3, 2, -1)]
    public void A_formula_is_found_from_its_values(string expected, long second, long first, long constant) =>
        Assert.Equal(expected, VocabularyFormula.Of([.. VocabularyFormula.Vocabularies.Select(vocabulary =>
            (second * vocabulary * vocabulary) + (first * vocabulary) + constant)]));

    [Fact]
    public void What_is_no_polynomial_has_no_formula() =>
        Assert.Null(VocabularyFormula.Of([.. VocabularyFormula.Vocabularies.Select(vocabulary => (long)Math.Sqrt(vocabulary))]));
}
