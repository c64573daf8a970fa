namespace Makemore.Generators.Tests.Compiling;

public sealed class IncrementalTests
{
    private static readonly GeneratorProject Project = GeneratorProject.Of(
        ("alone.yaml", "model: bigram\ntraining: { steps: 10 }\n"),
        ("base.yaml", "model: mlp\ncontext: 3\n"),
        ("child.yaml", "extends: base.yaml\ntraining: { steps: 20 }\n"),
        ("wrong.yaml", "model: bigram\ntokeniser: char\n"));

    private static readonly GeneratorProject WithSweep = Project.With("sweep.yaml", "sweep: { over: base, axes: { hidden: [10, 20] } }\n")
        .With("unused.mk", "let a = missing\n");

    public static TheoryData<Stages> AllStages => [.. Enum.GetValues<Stages>()];

    [Theory]
    [MemberData(nameof(AllStages))]
    public void The_first_run_makes_everything(Stages stage) =>
        Assert.All(WithSweep.Generate().Reasons(stage), reason => Assert.Equal("New", reason));

    [Theory]
    [MemberData(nameof(AllStages))]
    public void A_second_run_with_nothing_changed_makes_nothing(Stages stage)
    {
        var second = WithSweep.Generate().Next(WithSweep);
        Assert.NotEmpty(second.Reasons(stage));
        Assert.All(second.Reasons(stage), reason => Assert.Equal("Cached", reason));
        Assert.All(second.Outputs(), output => Assert.Equal("Cached", output.Reason));
    }

    [Fact]
    public void An_edit_makes_one_spec_again()
    {
        var edited = Project.Generate().Next(Project.With("alone.yaml", "model: bigram\ntraining: { steps: 11 }\n"));
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], edited.Reasons(Stages.Files));
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], edited.Reasons(Stages.Parsed));
        Assert.Equal(["Unchanged"], edited.Reasons(Stages.Bases));
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], edited.Reasons(Stages.Chains));
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], edited.Reasons(Stages.Compiled));
        Assert.Equal(["Modified", "Cached", "Cached"], edited.Reasons(Stages.Units));
        Assert.Equal(["Cached"], edited.Reasons(Stages.Registry));
        Assert.Equal(["Alone.g.cs"], edited.Emitted());
    }

    [Fact]
    public void An_edit_of_a_base_makes_those_again_that_extend_it()
    {
        var edited = Project.Generate().Next(Project.With("base.yaml", "model: mlp\ncontext: 4\n"));
        Assert.Equal(["Cached", "Modified", "Cached", "Cached"], edited.Reasons(Stages.Parsed));
        Assert.Equal(["Cached", "Modified", "Modified", "Cached"], edited.Reasons(Stages.Compiled));
        Assert.Equal(["Base.g.cs", "Child.g.cs"], edited.Emitted());
    }

    [Fact]
    public void A_description_makes_one_spec_and_the_list_again()
    {
        var edited = Project.Generate()
            .Next(Project.With("alone.yaml", "description: Changed\nmodel: bigram\ntraining: { steps: 10 }\n"));
        Assert.Equal(["Alone.g.cs", "Experiments.g.cs"], edited.Emitted());
    }

    [Theory]
    [InlineData("# A comment\n\nmodel: bigram\ntraining: { steps: 10 } # another\n")]
    [InlineData("training: { steps: 1_0 }\nmodel: bigram")]
    [InlineData("model: \"bigram\"\r\ntraining:\r\n  steps: 10\r\n")]
    public void A_comment_or_a_moved_line_makes_no_code_again(string text)
    {
        var edited = Project.Generate().Next(Project.With("alone.yaml", text));
        Assert.Equal("Modified", edited.Reasons(Stages.Parsed)[0]);
        Assert.Equal(["Unchanged", "Cached", "Cached", "Cached"], edited.Reasons(Stages.Compiled));
        Assert.Equal(["Cached", "Cached", "Cached"], edited.Reasons(Stages.Units));
        Assert.Empty(edited.Emitted());
    }

    [Fact]
    public void A_line_that_moves_takes_its_diagnostic_along_and_makes_no_code_again()
    {
        var first = Project.Generate();
        var moved = first.Next(Project.With("wrong.yaml", "# A comment\nmodel: bigram\ntokeniser: char\n"));
        Assert.Equal(1, Assert.Single(first.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal(2, Assert.Single(moved.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.Contains("Modified", moved.Reasons(Stages.Diagnostics));
        Assert.Empty(moved.Emitted());
    }

    [Fact]
    public void A_new_spec_makes_itself_and_the_list_and_leaves_the_others()
    {
        var added = Project.Generate().Next(Project.With("second.yaml", "model: bigram"));
        Assert.Equal(["Cached", "Cached", "Cached", "Cached", "New"], added.Reasons(Stages.Chains).Order());
        Assert.Equal(["Cached", "Cached", "Cached", "Cached", "New"], added.Reasons(Stages.Compiled).Order());
        Assert.Equal(["Cached", "Cached", "Cached", "New"], added.Reasons(Stages.Units).Order());
        Assert.Equal(["Experiments.g.cs", "Second.g.cs"], added.Emitted());
        Assert.Contains("Second.g.cs", added.Files.Keys);
    }

    [Fact]
    public void A_deleted_spec_takes_its_code_along_and_leaves_the_others()
    {
        var deleted = Project.Generate().Next(Project with { Specs = Project.Specs.Remove("alone.yaml") });
        Assert.Equal(["Removed", "Cached", "Cached", "Cached"], deleted.Reasons(Stages.Compiled));
        Assert.Equal(["Removed", "Cached", "Cached"], deleted.Reasons(Stages.Units));
        Assert.Equal(["Experiments.g.cs"], deleted.Emitted());
        Assert.Equal(
            ["Base.Spec.g.cs", "Base.g.cs", "Child.Spec.g.cs", "Child.g.cs", "Experiments.g.cs"],
            deleted.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_renamed_spec_has_another_class()
    {
        var renamed = Project.Generate().Next(
            Project with { Specs = Project.Specs.Remove("alone.yaml").Add("another.yaml", Project.Specs["alone.yaml"]) });
        Assert.Equal(["Modified", "Cached", "Cached", "Cached"], renamed.Reasons(Stages.Compiled));
        Assert.Equal(["Another.g.cs", "Experiments.g.cs"], renamed.Emitted());
        Assert.DoesNotContain("Alone.g.cs", renamed.Files.Keys);
    }

    [Fact]
    public void A_spec_that_others_begin_to_extend_makes_those_again_and_no_others()
    {
        var extended = Project.Generate().Next(
            Project.With("wrong.yaml", "extends: alone.yaml\n").With("base.yaml", "model: mlp\ncontext: 4\n"));
        Assert.Equal(["Cached", "Modified", "Modified", "Modified"], extended.Reasons(Stages.Compiled));
        Assert.Equal(["Base.g.cs", "Child.g.cs", "Experiments.g.cs", "Wrong.g.cs"], extended.Emitted());
    }

    [Fact]
    public void A_clash_of_names_stops_the_two_alone()
    {
        var added = Project.Generate().Next(Project.With("ALONE.yaml", "model: bigram"));
        Assert.Equal(["MKM1002", "MKM1026", "MKM1026"], added.Diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["Cached", "Cached", "Cached", "Cached", "New"], added.Reasons(Stages.Compiled).Order());
        Assert.Equal(["Experiments.g.cs"], added.Emitted());
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

    [Fact]
    public void An_edit_checks_no_file_of_definitions_again_but_the_one_that_is_edited()
    {
        var project = Project.With("used.mk", "let n = 3\n").With("first.mk", "let a = missing\n").With("second.mk", "use \"used.mk\"\nlet b = n\n")
            .With("alone.yaml", "context: 3\nmodel: |\n  use \"used.mk\"\n  tokens |> embed n |> flatten |> linear vocab\n");
        var first = project.Generate();
        Assert.Equal(["MKM1002", "MKM2033"], first.Diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));

        var spec = first.Next(project.With("alone.yaml", project.Specs["alone.yaml"] + "training: { steps: 11 }\n"));
        Assert.Equal(["Cached"], spec.Reasons(Stages.UsedLibraries));
        Assert.Equal(["Cached", "Cached"], spec.Reasons(Stages.UnusedLibraries));
        Assert.Equal(["Cached", "Cached"], spec.Reasons(Stages.CheckedLibraries));

        var edited = first.Next(project.With("first.mk", "let a = 3\n"));
        Assert.Equal(["Modified", "Unchanged"], edited.Reasons(Stages.UnusedLibraries));
        Assert.Equal(["Modified", "Cached"], edited.Reasons(Stages.CheckedLibraries));
        Assert.Equal("MKM1002", Assert.Single(edited.Diagnostics).Id);

        var brought = first.Next(project.With("used.mk", "let n = missing\n"));
        Assert.Equal(["Unchanged", "Modified"], brought.Reasons(Stages.UnusedLibraries));
    }

    [Fact]
    public void A_file_of_definitions_that_a_spec_begins_to_use_is_compiled_with_it()
    {
        var project = Project.With("blocks.mk", "let dense n = linaer n\n");
        var used = project.Generate().Next(project.With("alone.yaml",
            "context: 3\nmodel: |\n  use \"blocks.mk\"\n  tokens |> embed 3 |> flatten |> dense 3 |> linear vocab\n"));
        Assert.Equal(["MKM1002", "MKM2005"], used.Diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["Removed"], used.Reasons(Stages.CheckedLibraries));
    }

    [Theory]
    [MemberData(nameof(AllStages))]
    public void A_stage_keeps_no_object_of_the_compiler_host_or_of_the_YAML_parser(Stages stage)
    {
        var generated = GeneratorProject.Features.With("wrong.yaml", "model: bigram\ntokeniser: char\n")
            .With("sweep.yaml", "sweep: { over: Models/preset, axes: { training.steps: [10, 20], model: [mlp, bigram] } }\n")
            .With("unused.mk", "let a = missing\n").Generate();
        var values = generated.Result.TrackedSteps[stage.ToString()].SelectMany(step => step.Outputs)
            .Select(output => output.Value);
        var kept = ObjectGraph.TypesIn(values);
        Assert.NotEmpty(kept);
        Assert.All(kept, type => Assert.Contains(
            type.Assembly.GetName().Name,
                (string[])["Makemore.Generators", "System.Private.CoreLib", "System.Collections.Immutable"]));
    }
}
