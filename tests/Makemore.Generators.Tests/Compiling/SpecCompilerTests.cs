using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Compiling;

public sealed class SpecCompilerTests
{
    private const string Program = "model: |\n  tokens |> embed 4 |> flatten |> linear vocab\n";

    [Fact]
    public void Errors_of_the_format_and_of_the_language_come_together() =>
        Assert.Equal(
            ["MKM1002 1:1", "MKM1004 2:20", "MKM2005 4:13"],
            Errors(SpecProject.Of("tokeniser: char\ntraining: { steps: many }\nmodel: |\n  tokens |> embedd 4 |> " +
                "flatten |> linear vocab\n")));

    [Fact]
    public void A_model_that_fits_is_not_blamed_for_a_wrong_key() =>
        Assert.Equal(["MKM1002 1:1"], Errors(SpecProject.Of("contxt: 8\n" + Program)));

    [Theory]
    [InlineData("context: three\n")]
    [InlineData("context: 0\n")]
    [InlineData("context: -1\n")]
    [InlineData("context:\n")]
    public void Where_the_context_is_wrong_only_what_is_wrong_with_any_context_is_reported(string context)
    {
        Assert.Single(Errors(SpecProject.Of(context + Program)));
        Assert.Single(Errors(SpecProject.Of(context + "model: |\n  tokens |> embed (8 / context) |> flatten |> linear vocab\n")));
        Assert.Equal(2, Errors(SpecProject.Of(context + "model: |\n  tokens |> embed 4 |> flat |> linear vocab\n")).Count);
    }

    [Fact]
    public void A_mistake_in_the_program_of_a_base_is_reported_in_the_base_alone()
    {
        var project = SpecProject.Of(
            ("base.yaml", "model: |\n  tokens |> embedd 4 |> flatten |> linear vocab\n"),
                ("spec.yaml", "extends: base.yaml\ncontext: 5\n"));
        Assert.Equal(["MKM2005 2:13"], Errors(project, "base.yaml"));
        Assert.Empty(project.Compile());
    }

    [Fact]
    public void What_fits_no_longer_in_a_child_is_reported_where_it_extends()
    {
        var project = SpecProject.Of(
            ("base.yaml", "context: 4\nmodel: |\n  tokens |> embed (8 / context) |> flatten |> linear vocab\n"),
            ("spec.yaml", "context: 3\nextends: base.yaml\n"));
        Assert.Empty(project.Compile("base.yaml"));
        Assert.Equal(["MKM2017 2:10"], Errors(project));
    }

    [Fact]
    public void A_missing_base_does_not_hide_what_is_wrong_with_the_model() =>
        Assert.Equal(
            ["MKM1010 1:10", "MKM2005 3:35"],
            Errors(SpecProject.Of("extends: nowhere.yaml\nmodel: |\n  tokens |> embed 4 |> flatten |> lineal vocab\n")));

    [Fact]
    public void A_mistake_in_a_program_has_its_place_in_the_file_whatever_the_ends_of_lines_are()
    {
        const string spec = "# é😀\nmodel: |\n    let n = 4\n\n    tokens |> embed n\n      |> flat |> linear vocab\n";
        Assert.Equal(["MKM2005 6:10"], Errors(SpecProject.Of(spec)));
        Assert.Equal(["MKM2005 6:10"], Errors(SpecProject.Of(spec.Replace("\n", "\r\n"))));
    }

    [Theory]
    [InlineData("hidden", "Hidden")]
    [InlineData("feedForward", "feed_forward")]
    public void Two_hyperparameters_with_one_option_are_an_error(string first, string second) =>
        Assert.Equal(
            ["MKM2013 3:7"],
            Errors(SpecProject.Of($"model: |\n  let {first} = 4\n  let {second} = 5\n  tokens |> onehot |> flatten " +
                $"|> linear {first} |> linear {second} |> linear vocab\n")));

    private static List<string> Errors(SpecProject project, string path = "spec.yaml") =>
        [.. project.Compile(path)
            .Select(error => $"{error.Rule.Id} {error.Location.StartLine + 1}:{error.Location.StartColumn + 1}")];
}
