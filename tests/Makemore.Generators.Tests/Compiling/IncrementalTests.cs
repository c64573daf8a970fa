using Microsoft.CodeAnalysis;

namespace Makemore.Generators.Tests.Compiling;

public sealed class IncrementalTests
{
    private static readonly GeneratorProject Project = GeneratorProject.Of(
        ("alone.yaml", "model: bigram\ntraining: { steps: 10 }\n"),
        ("base.yaml", "model: mlp\ncontext: 3\n"),
        ("child.yaml", "extends: base.yaml\ntraining: { steps: 20 }\n"),
        ("wrong.yaml", "model: bigram\ntokeniser: char\n"));

    // What was not there before is new; what was made again is modified, or unchanged where it came out the same.
    private static readonly string[] Recomputed = ["New", "Modified", "Unchanged", "Removed"];

    public static TheoryData<Stages> AllStages => [.. Enum.GetValues<Stages>()];

    [Theory]
    [MemberData(nameof(AllStages))]
    public void The_first_run_makes_everything(Stages stage) =>
        Assert.All(Reasons(Project.Generate(), stage), reason => Assert.Equal("New", reason));

    [Theory]
    [MemberData(nameof(AllStages))]
    public void A_second_run_with_nothing_changed_makes_nothing(Stages stage)
    {
        var second = Project.Generate().Next(Project);
        Assert.NotEmpty(Reasons(second, stage));
        Assert.All(Reasons(second, stage), reason => Assert.Equal("Cached", reason));
        Assert.All(Outputs(second), output => Assert.Equal("Cached", output.Reason));
    }

    [Fact]
    public void An_edit_makes_one_spec_again()
    {
        var edited = Project.Generate().Next(Project.With("alone.yaml", "model: bigram\ntraining: { steps: 11 }\n"));
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], Reasons(edited, Stages.Files));
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], Reasons(edited, Stages.Parsed));
        Assert.Equal(["Unchanged"], Reasons(edited, Stages.Bases));
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], Reasons(edited, Stages.Chains));
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], Reasons(edited, Stages.Compiled));
        Assert.Equal(["Modified", "Cached", "Cached"], Reasons(edited, Stages.Units));
        Assert.Equal(["Cached"], Reasons(edited, Stages.Registry));
        Assert.Equal(["Alone.g.cs"], Emitted(edited));
    }

    [Fact]
    public void An_edit_of_a_base_makes_those_again_that_extend_it()
    {
        var edited = Project.Generate().Next(Project.With("base.yaml", "model: mlp\ncontext: 4\n"));
        Assert.Equal(["Cached", "Modified", "Cached", "Cached"], Reasons(edited, Stages.Parsed));
        Assert.Equal(["Cached", "Modified", "Modified", "Cached"], Reasons(edited, Stages.Compiled));
        Assert.Equal(["Base.g.cs", "Child.g.cs"], Emitted(edited));
    }

    [Fact]
    public void A_description_makes_one_spec_and_the_list_again()
    {
        var edited = Project.Generate()
            .Next(Project.With("alone.yaml", "description: Changed\nmodel: bigram\ntraining: { steps: 10 }\n"));
        Assert.Equal(["Alone.g.cs", "Experiments.g.cs"], Emitted(edited));
    }

    [Theory]
    [InlineData("# A comment\n\nmodel: bigram\ntraining: { steps: 10 } # another\n")]
    [InlineData("training: { steps: 1_0 }\nmodel: bigram")]
    [InlineData("model: \"bigram\"\r\ntraining:\r\n  steps: 10\r\n")]
    public void A_comment_or_a_moved_line_makes_no_code_again(string text)
    {
        var edited = Project.Generate().Next(Project.With("alone.yaml", text));
        Assert.Equal("Modified", Reasons(edited, Stages.Parsed)[0]);
        Assert.Equal(["Unchanged", "Cached", "Cached", "Cached"], Reasons(edited, Stages.Compiled));
        Assert.Equal(["Cached", "Cached", "Cached"], Reasons(edited, Stages.Units));
        Assert.Empty(Emitted(edited));
    }

    [Fact]
    public void A_line_that_moves_takes_its_diagnostic_along_and_makes_no_code_again()
    {
        var first = Project.Generate();
        var moved = first.Next(Project.With("wrong.yaml", "# A comment\nmodel: bigram\ntokeniser: char\n"));
        Assert.Equal(1, Assert.Single(first.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal(2, Assert.Single(moved.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.Contains("Modified", Reasons(moved, Stages.Diagnostics));
        Assert.Empty(Emitted(moved));
    }

    [Fact]
    public void A_new_spec_makes_itself_and_the_list_and_leaves_the_others()
    {
        var added = Project.Generate().Next(Project.With("second.yaml", "model: bigram"));
        Assert.Equal(["Cached", "Cached", "Cached", "Cached", "New"], Reasons(added, Stages.Chains).Order());
        Assert.Equal(["Cached", "Cached", "Cached", "Cached", "New"], Reasons(added, Stages.Compiled).Order());
        Assert.Equal(["Cached", "Cached", "Cached", "New"], Reasons(added, Stages.Units).Order());
        Assert.Equal(["Experiments.g.cs", "Second.g.cs"], Emitted(added));
        Assert.Contains("Second.g.cs", added.Files.Keys);
    }

    [Fact]
    public void A_deleted_spec_takes_its_code_along_and_leaves_the_others()
    {
        var deleted = Project.Generate().Next(Project with { Specs = Project.Specs.Remove("alone.yaml") });
        Assert.Equal(["Removed", "Cached", "Cached", "Cached"], Reasons(deleted, Stages.Compiled));
        Assert.Equal(["Removed", "Cached", "Cached"], Reasons(deleted, Stages.Units));
        Assert.Equal(["Experiments.g.cs"], Emitted(deleted));
        Assert.Equal(
            ["Base.Spec.g.cs", "Base.g.cs", "Child.Spec.g.cs", "Child.g.cs", "Experiments.g.cs"],
            deleted.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_renamed_spec_has_another_class()
    {
        var renamed = Project.Generate().Next(
            Project with { Specs = Project.Specs.Remove("alone.yaml").Add("another.yaml", Project.Specs["alone.yaml"]) });
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], Reasons(renamed, Stages.Compiled));
        Assert.Equal(["Another.g.cs", "Experiments.g.cs"], Emitted(renamed));
        Assert.DoesNotContain("Alone.g.cs", renamed.Files.Keys);
    }

    [Fact]
    public void A_spec_that_others_begin_to_extend_makes_those_again_and_no_others()
    {
        var extended = Project.Generate().Next(
            Project.With("wrong.yaml", "extends: alone.yaml\n").With("base.yaml", "model: mlp\ncontext: 4\n"));
        Assert.Equal(["Cached", "Modified", "Modified", "Modified"], Reasons(extended, Stages.Compiled));
        Assert.Equal(["Base.g.cs", "Child.g.cs", "Experiments.g.cs", "Wrong.g.cs"], Emitted(extended));
    }

    [Fact]
    public void A_clash_of_names_stops_the_two_alone()
    {
        var added = Project.Generate().Next(Project.With("ALONE.yaml", "model: bigram"));
        Assert.Equal(["MKM1002", "MKM1026", "MKM1026"], added.Diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["Cached", "Cached", "Cached", "Cached", "New"], Reasons(added, Stages.Compiled).Order());
        Assert.Equal(["Experiments.g.cs"], Emitted(added));
    }

    [Fact]
    public void A_renamed_base_is_missed_where_it_is_extended()
    {
        var renamed = Project.Generate().Next(
            Project with { Specs = Project.Specs.Remove("base.yaml").Add("basis.yaml", Project.Specs["base.yaml"]) });
        Assert.Equal(["MKM1002", "MKM1010"],
            renamed.Diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Child.g.cs", renamed.Files.Keys);
    }

    [Theory]
    [MemberData(nameof(AllStages))]
    public void A_stage_keeps_no_object_of_the_compiler_host_or_of_the_YAML_parser(Stages stage)
    {
        var generated = GeneratorProject.Features.With("wrong.yaml", "model: bigram\ntokeniser: char\n").Generate();
        var values = generated.Result.TrackedSteps[stage.ToString()].SelectMany(step => step.Outputs)
            .Select(output => output.Value);
        var kept = ObjectGraph.TypesIn(values);
        Assert.NotEmpty(kept);
        Assert.All(kept, type => Assert.Contains(
            type.Assembly.GetName().Name,
                (string[])["Makemore.Generators", "System.Private.CoreLib", "System.Collections.Immutable"]));
    }

    // In the order of the specs.
    private static List<string> Reasons(GeneratedProject project, Stages stage) =>
        [.. project.Result.TrackedSteps[stage.ToString()].SelectMany(step => step.Outputs)
            .Select(output => output.Reason.ToString())];

    private static IEnumerable<(IncrementalGeneratorRunStep Step, object Value,
        string Reason)> Outputs(GeneratedProject project) =>
        project.Result.TrackedOutputSteps.SelectMany(pair => pair.Value)
            .SelectMany(step => step.Outputs.Select(output => (step, output.Value, output.Reason.ToString())));

    // The files that were written anew: a source output gives its files and its diagnostics together.
    private static List<string> Emitted(GeneratedProject project) =>
        [.. Outputs(project)
            .Where(output => Recomputed.Contains(output.Reason) && output.Reason != "Removed")
            .SelectMany(output => GeneratedFiles.NamesIn(output.Value))
            // The two files of a spec come together.
            .Where(name => !name.EndsWith(".Spec.g.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
}
