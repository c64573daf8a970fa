using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Compiling;

public sealed class NamingTests
{
    private const string Network = "model: bigram";

    private static readonly string[] OddNames =
    [
        "bigram.yaml", "Bi_gram.yaml", "two words.yaml", "lectures/part1-bigram.yaml", "Lectures/part2.yaml", "lectures/lectures.yaml",
        "class.yaml", "void/namespace.yaml", "1st.yaml", "2nd/3rd.yaml", "🙂.yaml", "🙃.yml", "größe.yaml", "日本/語.yaml", "ı.yaml",
        "schedule.yaml", "initializer.yaml", "experiments.yaml", "experiments/one.yaml", "tensor/one.yaml", "nn/one.yaml",
        "spec.yaml", "network.yaml", "hyperparameters.yaml", "graph.yaml", "name.yaml", "defaults.yaml", "model.yaml",
        "all.yaml", "equals.yaml", "to-string.yaml", "get-type.yaml", "system.yaml", "makemore.yaml", "torch-sharp.yaml",
        "torch.yaml", "string.yaml", "a/b/c/d.yaml", "a/b0.yaml", "a.b/c.yaml", "-.yaml", "_.yaml", "numerics.yaml", "layout.yaml",
        "vocabulary.yaml", "is-training.yaml", "parameter.yaml", "buffer.yaml", "forward.yaml", "initializer/one.yaml",
        "line\nbreak.yaml", "line\u2028separator.yaml", "*/ comment.yaml", "torch-network.yaml", "create-network.yaml",
    ];

    [Theory]
    [InlineData("Sample")]
    [InlineData("Makemore.Experiments")]
    [InlineData("")]
    public void Odd_names_give_code_that_compiles_without_a_warning(string rootNamespace)
    {
        var project = GeneratorProject.Of([.. OddNames.Select(name => (name, Network))]) with { RootNamespace = rootNamespace };
        var generated = project.Generate();
        CompilerWarnings.AssertNone(generated);
        Assert.Equal((2 * OddNames.Length) + 1, generated.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Snapshot.Verify(generated.Files["Experiments.g.cs"], name: rootNamespace.Length == 0 ? "global" : rootNamespace);
    }

    [Fact]
    public void Names_of_hyperparameters_may_be_those_of_members()
    {
        var names = new[]
        {
            "list", "yield", "equals", "toString", "getHashCode", "hyperparameters", "network", "spec", "specHash",
                "graph", "defaults",
            "equalityContract", "printMembers", "canonicalSpec", "name", "class", "forward", "generator", "vocabulary", "sample",
        };
        var numbers = string.Concat(names.Select((name, index) => $"    let {name} = {index + 1}\n"));
        var constants = string.Join(" + ", names);
        var layers = "    tokens |> onehot |> flatten |> linear (" + constants + ") |> linear vocab\n";
        var structure = $"    tokens |> onehot |> flatten |> (if {constants} > 1 then tanh else relu) |> linear vocab\n";
        var generated = GeneratorProject.Of(
            ("sample.yaml", $"model: |\n{numbers}{layers}"), ("constant.yaml", $"model: |\n{numbers}{structure}")).Generate();
        CompilerWarnings.AssertNone(generated);
    }

    [Theory]
    [InlineData("bigram.yaml", "BIGRAM.yaml")]
    [InlineData("bi-gram.yaml", "bi gram.yaml")]
    [InlineData("mlp.yaml", "mlp.YAML")]
    [InlineData("mlp.yaml", "mlp.yml")]
    [InlineData("a.b.yaml", "a-b.yaml")]
    [InlineData("LecturesPart1.yaml", "lectures/part1.yaml")]
    public void Two_specs_of_one_name_are_an_error_at_both(string first, string second)
    {
        var generated = GeneratorProject.Of((first, Network), (second, Network)).Generate();
        Assert.Null(generated.Result.Exception);
        Assert.Equal(["MKM1026", "MKM1026"], generated.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal(["Experiments.g.cs"], generated.Files.Keys);
    }

    [Theory]
    [InlineData("lectures.yaml", "lectures/part1.yaml")]
    [InlineData("AB.yaml", "AB/x.yaml")]
    [InlineData("a/b.yaml", "a/b/c/d.yaml")]
    public void A_spec_with_the_name_of_a_folder_of_specs_is_an_error(string spec, string within)
    {
        var generated = GeneratorProject.Of((spec, Network), (within, Network)).Generate();
        Assert.Null(generated.Result.Exception);
        var error = Assert.Single(generated.Diagnostics);
        Assert.Equal(("MKM1026", "/project/" + spec), (error.Id, error.Location.GetLineSpan().Path));
        CompilerWarnings.AssertNone(GeneratorProject.Of((within, Network)).Generate());
    }

    [Theory]
    [InlineData("my-app", "my_app")]
    [InlineData("My.App", "My.App")]
    [InlineData("3d.models", "_3d.models")]
    [InlineData("App.class", "App.@class")]
    [InlineData("", "")]
    public void A_root_namespace_that_is_no_identifier_becomes_one(string name, string expected)
    {
        var generated = (GeneratorProject.Of(("bigram.yaml", Network)) with { RootNamespace = name }).Generate();
        CompilerWarnings.AssertNone(generated);
        Assert.Equal(expected.Length > 0, generated.Files["Experiments.g.cs"].Contains($"\nnamespace {expected};\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CD.yaml", "CD")]
    [InlineData("spec.yaml", "SpecExperiment")]
    [InlineData("sub/AB.yml", "Sub.AB")]
    public void A_class_has_its_name_from_its_own_path_alone(string path, string type)
    {
        var alone = GeneratorProject.Of((path, Network)).Generate();
        var crowded = GeneratorProject.Of(
            [.. OddNames.Where(name => name != path).Select(name => (name, Network)), (path, Network)]).Generate();
        Assert.Contains($"global::Sample.{type} ", alone.Files["Experiments.g.cs"], StringComparison.Ordinal);
        Assert.Contains($"global::Sample.{type} ", crowded.Files["Experiments.g.cs"], StringComparison.Ordinal);
    }
}
