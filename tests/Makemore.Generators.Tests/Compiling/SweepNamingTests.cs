using Makemore.Generators.Emit;
using Makemore.Runtime.Sweeps;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>Sweeps, their axes and what they are over may be called anything.</summary>
public sealed class SweepNamingTests
{
    private const string Sweep = "sweep: { over: mlp, axes: { model: [mlp, bigram], training.steps: [1, 2] } }\n";

    private static readonly string[] OddNames =
    [
        "sweeps.yaml", "sweep.yaml", "grid.yaml", "point.yaml", "space.yaml", "networks.yaml", "plan-of.yaml", "name.yaml", "spec.yaml",
        "experiments.yaml", "class.yaml", "1st.yaml", "🙂.yaml", "mlp-model-bigram.yaml", "sweeps-folder/grid.yaml", "all.yaml",
        "system.yaml", "line\nbreak.yaml", "*/ comment.yaml", "enumerable.yaml", "string.yaml", "split-shuffle.yaml",
    ];

    private static readonly string[] OddNumbers =
    [
        "point", "experiment", "grid", "class", "of", "toValues", "equals", "toString", "getHashCode", "list", "yield", "steps", "from",
        "select", "where", "clone", "printMembers", "equalityContract", "steps_", "typeOf", "long", "value", "values", "spec",
    ];

    [Fact]
    public void The_names_that_a_sweep_has_already_are_those_of_its_base_class() => Assert.Subset(
        GeneratedNames.OfSweep.ToHashSet(),
        typeof(Sweep).GetProperties().Select(property => property.Name)
            .Concat(typeof(Sweep).GetMethods().Where(method => !method.IsSpecialName).Select(method => method.Name)).ToHashSet());

    [Theory]
    [InlineData("Sample")]
    [InlineData("")]
    public void Odd_names_of_sweeps_give_code_that_compiles_without_a_warning(string rootNamespace)
    {
        var project = GeneratorProject.Of([("mlp.yaml", "model: mlp\n"), .. OddNames.Select(name => (name, Sweep))]);
        CompilerWarnings.AssertNone((project with { RootNamespace = rootNamespace }).Generate());
    }

    [Theory]
    [InlineData("grid")]
    [InlineData("random, trials: 3")]
    public void Odd_names_of_axes_give_code_that_compiles_without_a_warning(string search)
    {
        var numbers = string.Concat(OddNumbers.Select((name, index) => $"  let {name} = {index + 1}\n"));
        var program = $"model: |\n{numbers}  tokens |> onehot |> flatten |> linear ({string.Join(" + ", OddNumbers)}) |> linear vocab\n";
        var axes = string.Concat(OddNumbers.Where(name => name != "class").Select(name => $"    {Kebab(name)}: 5\n"));
        CompilerWarnings.AssertNone(GeneratorProject.Of(
            ("sample.yaml", program), ("other.yaml", program),
            ("sweeps/one.yaml", $"sweep:\n  over: [sample, other]\n  search: {{ type: {search.Replace(", trials: 3", " }\n  trials: 3")}"
                + $"{(search == "grid" ? " }" : "")}\n  axes:\n    class: [1, 2]\n    training.steps: [1, 2]\n    split.seed: 3\n"
                + $"    training.seed: {{ values: int 3 4, over: sample }}\n{axes}")).Generate());
    }

    [Fact]
    public void Networks_whose_names_differ_in_case_alone_have_files_of_their_own()
    {
        var generated = GeneratorProject.Of(
            ("mlp.yaml", "model: mlp\n"), ("sweep.yaml", "sweep: { over: mlp, axes: { dataset.path: [a.txt, A.txt] } }\n")).Generate();
        CompilerWarnings.AssertNone(generated);
        Assert.Equal(2, generated.Files.Keys.Count(name => name.StartsWith("Sweep.MlpDatasetA", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(".Spec.g.cs", StringComparison.Ordinal)));
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? "-" + char.ToLowerInvariant(letter) : letter.ToString()));
}
