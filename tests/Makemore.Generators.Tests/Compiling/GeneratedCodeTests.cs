using System.Text.RegularExpressions;
using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Documentation;
using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Compiling;

public sealed class GeneratedCodeTests
{
    private static readonly Lazy<GeneratedProject> OfExperiments = new(GeneratorProject.Experiments.Generate);

    private const int WidestLine = 140;

    // What is generated for simd is accepted by SimdCodeTests.
    private static readonly Lazy<GeneratedProject> ExperimentsOnTorch = new(GeneratorProject.Experiments.On("torch").Generate);

    private static readonly Lazy<GeneratedProject> OfFeatures = new(GeneratorProject.Features.Generate);

    private static readonly Lazy<GeneratedProject> FeaturesOnTorch = new(GeneratorProject.Features.On("torch").Generate);

    /// <summary>The networks of the experiments; counted models have nothing to read.</summary>
    public static TheoryData<string> Networks =>
        [.. GeneratorProject.Experiments.Specs.Keys.Where(spec => !spec.StartsWith("ngram/", StringComparison.Ordinal) && !IsSweep(spec))];

    public static TheoryData<string> Models => [.. GeneratorProject.Features.Specs.Keys.Where(IsModel)];

    public static TheoryData<string> Settings => [.. GeneratorProject.Features.Specs.Keys.Where(spec => !IsModel(spec) && !IsSweep(spec))];

    public static TheoryData<string> Sweeps => [.. GeneratorProject.Features.Specs.Keys.Where(IsSweep)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_network_of_an_experiment_is_the_accepted_one(string spec) =>
        Snapshot.Verify(ExperimentsOnTorch.Value.CodeOf(spec), name: NameOf(spec));

    [Theory]
    [MemberData(nameof(Models))]
    public void The_network_of_a_feature_is_the_accepted_one(string spec) =>
        Snapshot.Verify(FeaturesOnTorch.Value.CodeOf(spec), name: NameOf(spec));

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_settings_of_a_feature_are_the_accepted_ones(string spec)
    {
        var code = OfFeatures.Value.SpecCodeOf(spec);
        var start = code.IndexOf("    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec", StringComparison.Ordinal);
        var end = code.IndexOf("\n    };\n", start, StringComparison.Ordinal);
        Snapshot.Verify(code[start..end] + "\n    };\n", name: NameOf(spec));
    }

    [Theory]
    [MemberData(nameof(Sweeps))]
    public void The_point_and_the_grid_of_a_sweep_are_the_accepted_ones(string spec) =>
        Snapshot.Verify(OfFeatures.Value.CodeOf(spec), name: NameOf(spec));

    [Theory]
    [MemberData(nameof(Sweeps))]
    public void The_other_file_of_a_sweep_is_the_accepted_one(string spec) =>
        Snapshot.Verify(OfFeatures.Value.SpecCodeOf(spec), name: NameOf(spec));

    [Fact]
    public void Every_line_is_short_enough_to_be_read() => Assert.All(
        [OfExperiments.Value, ExperimentsOnTorch.Value, OfFeatures.Value, FeaturesOnTorch.Value, GeneratorProject.Steps.Generate()],
        project => Assert.All(project.CodeForReaders, code => Assert.All(code.Split('\n'), line => Assert.InRange(line.Length, 0, WidestLine))));

    [Fact]
    public void The_other_file_of_a_network_is_the_accepted_one() =>
        Snapshot.Verify(Regex.Replace(
            ExperimentsOnTorch.Value.SpecCodeOf("makemore/transformer.yaml"), "NetworkHash => \"[0-9a-f]{64}\"", "NetworkHash => \"...\""));

    [Fact]
    public void The_other_file_of_a_counted_model_is_the_accepted_one() =>
        Snapshot.Verify(OfExperiments.Value.SpecCodeOf("ngram/kneser-ney-3.yaml"));

    [Fact]
    public void The_list_of_all_experiments_is_the_accepted_one() =>
        Snapshot.Verify(OfExperiments.Value.Files["Experiments.g.cs"]);

    [Fact]
    public void Each_spec_has_two_files_and_all_of_them_a_list()
    {
        Assert.Equal((2 * GeneratorProject.Experiments.Specs.Count) + 1, OfExperiments.Value.FilesOfSpecs.Count());
        Assert.Equal((2 * GeneratorProject.Features.Specs.Count) + 1, OfFeatures.Value.FilesOfSpecs.Count());
    }

    [Theory]
    [InlineData("makemore/transformer.yaml", 160)]
    [InlineData("lectures/part3-batchnorm.yaml", 90)]
    public void A_network_is_short_enough_to_be_read(string spec, int lines) =>
        Assert.InRange(ExperimentsOnTorch.Value.CodeOf(spec).TrimEnd('\n').Split('\n').Length, 1, lines);

    [Fact]
    public void The_page_on_generated_code_shows_what_is_generated() =>
        Snapshot.VerifyFile(GeneratedCodePage.Render(ExperimentsOnTorch.Value.CodeOf, OfExperiments.Value.CodeOf), Repository.PathOf("docs/generated-code.md"));

    [Fact]
    public void No_snapshot_outlives_its_spec()
    {
        var specs = GeneratorProject.Experiments.Specs.Keys.Concat(GeneratorProject.Features.Specs.Keys).Select(NameOf)
            .ToHashSet();
        var snapshots = Directory.EnumerateFiles(
            Repository.PathOf("tests/Makemore.Generators.Tests/Compiling/Snapshots"),
                "GeneratedCodeTests.The_*_of_a*_accepted_one*_*.verified.cs");
        Assert.All(snapshots, path => Assert.Contains(Path.GetFileName(path)[..^".verified.cs".Length].Split('_')[^1], specs));
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
    public void The_sweep_of_the_reference_page_compiles()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/spec.md"));
        var start = page.IndexOf("description: Hidden units", StringComparison.Ordinal);
        var example = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
        CompilerWarnings.AssertNone(GeneratorProject.Experiments.With("sweeps/page.yaml", example).Generate());
    }

    [Fact]
    public void The_code_of_the_experiments_compiles_without_a_warning() =>
        Assert.All([OfExperiments.Value, ExperimentsOnTorch.Value], project => CompilerWarnings.AssertNone(project));

    [Fact]
    public void The_code_of_the_features_compiles_without_a_warning() =>
        Assert.All([OfFeatures.Value, FeaturesOnTorch.Value], project => CompilerWarnings.AssertNone(project));

    private static bool IsSweep(string spec) => spec.StartsWith("sweeps/", StringComparison.OrdinalIgnoreCase);

    private static bool IsModel(string spec) => spec.StartsWith("Models/", StringComparison.Ordinal);

    private static string NameOf(string spec) => spec[..^".yaml".Length].Replace('/', '.');
}
