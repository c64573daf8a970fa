using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Compiling;

public sealed class NamingTests
{
    private const string Network = "model: bigram";

    private static readonly string[] OddNames =
    [
        "bigram.yaml", "BIGRAM.yaml", "bi-gram.yaml", "Bi_gram.yaml", "bi gram.yaml",
        "lectures/part1-bigram.yaml", "LecturesPart1Bigram.yaml", "lectures.yaml", "Lectures/part2.yaml",
            "lectures/lectures.yaml",
        "class.yaml", "void/namespace.yaml", "1st.yaml", "2nd/3rd.yaml", "🙂.yaml", "🙃.yaml", "größe.yaml", "日本/語.yaml", "ı.yaml",
        "schedule.yaml", "initializer.yaml", "experiments.yaml", "experiments/one.yaml", "tensor/one.yaml", "nn/one.yaml",
        "spec.yaml", "network.yaml", "hyperparameters.yaml", "graph.yaml", "name.yaml", "defaults.yaml", "canonical-spec.yaml",
        "all.yaml", "equals.yaml", "to-string.yaml", "get-type.yaml", "system.yaml", "makemore.yaml",
            "torch-sharp.yaml", "torch.yaml",
        "system/one.yaml", "tensor.yaml", "string.yaml", "a/b/c/d.yaml", "a/b.yaml", "a.yaml", "a.b.yaml", "a.b/c.yaml",
            "-.yaml", "_.yaml",
        "vocabulary.yaml", "is-training.yaml", "parameter.yaml", "buffer.yaml", "forward.yaml", "initializer/one.yaml",
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
            "list", "with", "equals", "toString", "getHashCode", "hyperparameters", "network", "spec", "specHash",
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

    [Fact]
    public void Two_specs_of_one_name_are_an_error_at_both()
    {
        var generated = GeneratorProject.Of(("mlp.yaml", Network), ("mlp.YAML", Network)).Generate();
        Assert.Null(generated.Result.Exception);
        Assert.Equal(["MKM1026", "MKM1026"], generated.Diagnostics.Select(diagnostic => diagnostic.Id));
    }
}
