using Makemore.Generators.Tests.Compiling;

namespace Makemore.Generators.Tests.Builds;

public sealed class BuildTests
{
    private static readonly KeyValuePair<string, string>[] Wrong =
    [
        new("key.yaml", "model: bigram\ntokeniser: char\n"),
        new("type.yaml", "model: mlp\ncontext: three\n"),
        new("shape.yaml", "model: |\n  tokens |> linear 10 |> flatten |> linear vocab\n"),
        new("operation.yaml", "context: 3\nmodel: |\n  tokens |> embedd 10 |> flatten |> linear vocab\n"),
        new("folder/several.yaml",
            "tokeniser: byte\ncontext: three\nmodel: |\n  tokens |> embedd 10\n  |> flatten |> linear vocab " +
                "biass=false |> tanhh\ntraining: { steps: many }\n"),
    ];

    [Fact]
    public async Task What_is_wrong_with_a_spec_stops_the_build_at_its_line_and_column_with_a_suggestion()
    {
        using var project = new BuiltProject(Wrong);
        Assert.Equal(
            [
                "folder/several.yaml(1,1): error MKM1002: There is no key `tokeniser` in a spec. Did you mean `tokenizer`?",
                "folder/several.yaml(2,10): error MKM1004: `context` takes a whole number, but this is the word " +
                    "`three`. Write a number, such as `1`.",
                "folder/several.yaml(4,13): error MKM2005: No operation or definition is named 'embedd'. Did you mean 'embed'?",
                "folder/several.yaml(5,30): error MKM2008: 'linear' has no argument 'biass'. Did you mean 'bias'?",
                "folder/several.yaml(5,45): error MKM2005: No operation or definition is named 'tanhh'. Did you mean 'tanh'?",
                "folder/several.yaml(6,20): error MKM1004: `training.steps` takes a whole number, but this is the " +
                    "word `many`. Write a number, such as `10000`.",
                "key.yaml(2,1): error MKM1002: There is no key `tokeniser` in a spec. Did you mean `tokenizer`?",
                "operation.yaml(3,13): error MKM2005: No operation or definition is named 'embedd'. Did you mean 'embed'?",
                "shape.yaml(2,13): error MKM3001: 'linear 10' got the token ids themselves. It takes numbers; put " +
                    "'embed n' or 'onehot' between 'tokens' and this step.",
                "type.yaml(2,10): error MKM1004: `context` takes a whole number, but this is the word `three`. Write " +
                    "a number, such as `1`.",
            ],
            await project.Build());
    }

    [Fact]
    public async Task Another_process_in_another_folder_and_culture_generates_the_same_bytes()
    {
        var expected = GeneratorProject.Features.Generate();
        using var project = new BuiltProject(GeneratorProject.Features.Specs);
        Assert.Empty(await project.Build("tr_TR.UTF-8"));
        Assert.Equal(expected.Files.OrderBy(file => file.Key, StringComparer.Ordinal),
            project.Generated().OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_build_notices_a_spec_that_is_gone()
    {
        using var project = new BuiltProject([new("first.yaml", "model: bigram\n"), new("second.yaml", "model: bigram\n")]);
        Assert.Empty(await project.Build());
        Assert.Contains(" Second {", project.Generated()["Experiments.g.cs"], StringComparison.Ordinal);
        project.Delete("second.yaml");
        Assert.Empty(await project.Build());
        Assert.DoesNotContain(" Second {", project.Generated()["Experiments.g.cs"], StringComparison.Ordinal);
    }
}
