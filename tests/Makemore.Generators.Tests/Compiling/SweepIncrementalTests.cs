namespace Makemore.Generators.Tests.Compiling;

public sealed class SweepIncrementalTests
{
    private const string Sweep = "sweep: { over: mlp, axes: { hidden: [10, 20] } }\n";

    private static readonly GeneratorProject Project = GeneratorProject.Of(
        ("bigram.yaml", "model: bigram\n"),
        ("mlp.yaml", "model: mlp\ncontext: 3\n"),
        ("sweeps/hidden.yaml", Sweep),
        ("sweeps/steps.yaml", "sweep: { over: bigram, axes: { training.steps: [10, 20] } }\n"));

    [Fact]
    public void An_edit_of_an_experiment_makes_the_sweeps_over_it_again_and_no_others()
    {
        var edited = Project.Generate().Next(Project.With("mlp.yaml", "model: mlp\ncontext: 4\n"));
        Assert.Equal(["Cached", "Modified"], edited.Reasons(Stages.Compiled));
        Assert.Equal(["Modified", "Unchanged"], edited.Reasons(Stages.SweepSources));
        // The point of a sweep does not depend on the experiment's other settings.
        Assert.Equal(["Unchanged", "Cached"], edited.Reasons(Stages.Sweeps));
        Assert.Equal(["Mlp.g.cs"], edited.Emitted());
    }

    [Fact]
    public void An_edit_of_a_sweep_makes_it_alone_again()
    {
        var edited = Project.Generate().Next(Project.With("sweeps/hidden.yaml", "sweep: { over: mlp, axes: { hidden: [10, 30] } }\n"));
        Assert.Equal(["Cached", "Cached"], edited.Reasons(Stages.Compiled));
        Assert.Equal(["Modified", "Cached"], edited.Reasons(Stages.Sweeps));
        Assert.Equal(["Cached"], edited.Reasons(Stages.Registry));
        Assert.Equal(["Sweeps.Hidden.g.cs"], edited.Emitted());
    }

    [Fact]
    public void A_moved_line_makes_no_code_again()
    {
        var edited = Project.Generate().Next(Project.With("sweeps/hidden.yaml", "# A comment\n\n" + Sweep));
        Assert.Equal(["Unchanged", "Cached"], edited.Reasons(Stages.Sweeps));
        Assert.Empty(edited.Emitted());
    }

    [Fact]
    public void A_new_experiment_leaves_the_sweeps_over_others_alone()
    {
        var added = Project.Generate().Next(Project.With("second.yaml", "model: bigram\n"));
        Assert.Equal(["Cached", "Cached"], added.Reasons(Stages.Sweeps));
        Assert.Equal(["Experiments.g.cs", "Second.g.cs"], added.Emitted());
    }

    [Fact]
    public void A_new_experiment_joins_the_sweep_whose_pattern_it_fits()
    {
        var project = Project.With("sweeps/hidden.yaml", "sweep: { over: \"ml*\", axes: { hidden: [10, 20] } }\n");
        var added = project.Generate().Next(project.With("mlq.yaml", "model: mlp\n"));
        Assert.Equal(["Modified", "Cached"], added.Reasons(Stages.Sweeps));
        Assert.Equal(["Experiments.g.cs", "Mlq.g.cs", "Sweeps.Hidden.g.cs"], added.Emitted());
    }
}
