using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Compiling;

public sealed class GeneratedCodeTests
{
    private static readonly Lazy<GeneratedProject> OfExperiments = new(GeneratorProject.Experiments.Generate);

    private static readonly Lazy<GeneratedProject> OfFeatures = new(GeneratorProject.Features.Generate);

    public static TheoryData<string> Experiments => [.. GeneratorProject.Experiments.Specs.Keys];

    public static TheoryData<string> Features => [.. GeneratorProject.Features.Specs.Keys];

    [Theory]
    [MemberData(nameof(Experiments))]
    public void The_code_of_an_experiment_is_the_accepted_one(string spec) =>
        Snapshot.Verify(OfExperiments.Value.CodeOf(spec), name: NameOf(spec));

    [Theory]
    [MemberData(nameof(Features))]
    public void The_code_of_a_feature_is_the_accepted_one(string spec) =>
        Snapshot.Verify(OfFeatures.Value.CodeOf(spec), name: NameOf(spec));

    [Fact]
    public void The_list_of_all_experiments_is_the_accepted_one() =>
        Snapshot.Verify(OfExperiments.Value.Files["Experiments.g.cs"]);

    [Fact]
    public void Each_spec_has_one_file_and_all_of_them_a_list()
    {
        Assert.Equal(GeneratorProject.Experiments.Specs.Count + 1, OfExperiments.Value.Files.Count);
        Assert.Equal(GeneratorProject.Features.Specs.Count + 1, OfFeatures.Value.Files.Count);
    }

    [Fact]
    public void No_snapshot_outlives_its_spec()
    {
        var specs = GeneratorProject.Experiments.Specs.Keys.Concat(GeneratorProject.Features.Specs.Keys).Select(NameOf)
            .ToHashSet();
        var snapshots = Directory.EnumerateFiles(
            Repository.PathOf("tests/Makemore.Generators.Tests/Compiling/Snapshots"),
                "GeneratedCodeTests.*_is_the_accepted_one_*.verified.cs");
        Assert.All(snapshots, path => Assert.Contains(
            Path.GetFileName(path).Split("_is_the_accepted_one_")[1]
                .Replace(".verified.cs", "", StringComparison.Ordinal), specs));
    }

    [Fact]
    public void A_project_without_specs_has_an_empty_list()
    {
        var generated = GeneratorProject.Of().Generate();
        Assert.Equal(["Experiments.g.cs"], generated.Files.Keys);
        CompilerWarnings.AssertNone(generated);
        Snapshot.Verify(generated.Files["Experiments.g.cs"]);
    }

    [Fact]
    public void The_code_of_the_experiments_compiles_without_a_warning() => CompilerWarnings.AssertNone(OfExperiments.Value);

    [Fact]
    public void The_code_of_the_features_compiles_without_a_warning() => CompilerWarnings.AssertNone(OfFeatures.Value);

    private static string NameOf(string spec) => spec[..^".yaml".Length].Replace('/', '.');
}
