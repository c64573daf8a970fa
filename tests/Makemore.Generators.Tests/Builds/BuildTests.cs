using Makemore.Generators.Tests.Compiling;
using Makemore.Generators.Tests.Snapshots;

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

    private static readonly KeyValuePair<string, string>[] WrongSweeps =
    [
        new("gpt.yaml", "model: { type: transformer, width: 32, heads: 4 }\ncontext: 8\n"),
        new("fits.yaml", "sweep:\n  over: gpt\n  axes: { heads: [2, 4], width: [30, 32] }\n"),
        new("several.yaml",
            "sweep:\n  over: [gpt, gtp]\n  objective: dev-lost\n  axes:\n    hidden: [1, 2]\n    training.steps: [many, 10]\n"
                + "    regularization.dropout: [0, 1.5]\n"),
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
    public async Task What_is_wrong_with_a_sweep_stops_the_build_at_its_line_and_column()
    {
        using var project = new BuiltProject(WrongSweeps);
        Snapshot.Verify(string.Join('\n', await project.Build()) + "\n", "txt");
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

    [Fact]
    public async Task A_build_leaves_alone_what_is_no_spec_of_the_project()
    {
        using var project = new BuiltProject("my-app", hasTorch: true,
            new("mlp.yml", "model: mlp\n"),
            new("docker-compose.yaml", "services: { web: { image: nginx } }\n"),
            new("out/mlp/0123456789ab/makemore-run.json", "{}"),
            new("out/mlp/0123456789ab/spec.yaml", "model: mlp\n"),
            new("out/mlp/0123456789ab/checkpoint/other.yaml", "modle: mlp\n"));
        Assert.Empty(await project.Build());
        Assert.Equal(["Experiments.g.cs", "Mlp.Spec.g.cs", "Mlp.g.cs"], project.Generated().Keys.Order(StringComparer.Ordinal));
        Assert.Contains("\nnamespace my_app;\n", project.Generated()["Experiments.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_UTF8_is_an_error_at_its_byte()
    {
        using var project = new BuiltProject([]);
        project.Write("latin.yaml", [.. "model: bigram\ndescription: Ma\u00f1ana é"u8, 0xF1, .. "a\n"u8]);
        Assert.Equal(
            ["latin.yaml(2,22): error MKM1028: This is no UTF-8, which a spec is written in. Save the file as UTF-8."],
            await project.Build());
    }

    [Fact]
    public async Task The_torch_backend_is_an_error_in_a_project_without_it_and_other_networks_are_none()
    {
        using var project = new BuiltProject("Sample", hasTorch: false,
            new("counted.yaml", "model: ngram\n"),
            new("network.yaml", "context: 3\nmodel: mlp\n"),
            new("written.yaml", "model: bigram\ntraining: { steps: 10, backend: torch }\n"));
        Assert.Equal(
            [
                "written.yaml(2,33): error MKM1030: The backend `torch` is not part of this project. Add a reference to " +
                    "Makemore.Torch to the project file, or remove `backend`.",
            ],
            await project.Build());
    }

    [Fact]
    public async Task A_project_that_counts_and_one_that_trains_networks_need_no_torch()
    {
        using var project = new BuiltProject("Sample", hasTorch: false, new("counted.yaml", "model: ngram\n"), new("network.yaml", "context: 3\nmodel: mlp\n"));
        Assert.Empty(await project.Build());
        Assert.Contains("Counted.g.cs", project.Generated().Keys);
    }
}
