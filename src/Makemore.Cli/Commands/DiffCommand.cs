using DiffPlex.Renderer;
using Makemore.Cli.Reports;
using Makemore.Format;
using Makemore.Runtime;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli.Commands;

/// <summary>Shows how two specs differ, those of experiments or of runs.</summary>
internal static class DiffCommand
{
    private const int ContextLines = 3;

    /// <summary>Compares two specs, every key with its default, and the generated code if that is asked for.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="left">The name of an experiment, or a run.</param>
    /// <param name="right">The other one.</param>
    /// <param name="withCode">Whether the generated code is compared as well.</param>
    public static Report Run(Invocation invocation, string left, string right, bool withCode)
    {
        var catalog = new Lazy<RunCatalog>(invocation.Catalog);
        var (one, other) = (Find(invocation, catalog, left), Find(invocation, catalog, right));
        return new DiffReport(one.Name, other.Name, [.. SettingChange.Between(one.Settings, other.Settings)], Unified(one, other, one.Spec, other.Spec))
        {
            Code = withCode ? Unified(one, other, Code(invocation, one), Code(invocation, other)) : null,
        };
    }

    private static Side Find(Invocation invocation, Lazy<RunCatalog> catalog, string pattern)
    {
        var name = Glob.WithoutEnding(pattern);
        if (invocation.Experiments.FirstOrDefault(experiment => experiment.Name == name) is { } experiment)
        {
            var plan = RunPlan.Of(experiment);
            return new(name, plan.ToYaml(), PlanSettings.ByPath(plan), experiment);
        }

        var runs = RunSelection.Present(catalog.Value, invocation.Surroundings.CurrentFolder, [pattern]);
        return runs is [var run]
            ? new($"{run.Name}@{run.Hash}", File.ReadAllText(run.Folder.Spec), run.Folder.Identity.Settings, Experiment: null)
            : throw new MakemoreException($"'{pattern}' names {runs.Count} runs, but `diff` compares two specs.");
    }

    private static string Code(Invocation invocation, Side side) => side.Experiment is { } experiment
        ? GeneratedCode.Of(invocation.Surroundings.ProgramFolder, experiment)
        : throw new MakemoreException($"--code compares experiments, but {side.Name} is a run, which does not keep its code.");

    // The renderer takes the end of the last line for one more line, which is empty.
    private static string Unified(Side one, Side other, string left, string right) => left == right ? ""
        : UnidiffRenderer.GenerateUnidiff(
            left.TrimEnd('\n'), right.TrimEnd('\n'), one.Name, other.Name, ignoreWhitespace: false, ignoreCase: false, ContextLines)
            .ReplaceLineEndings("\n");

    /// <summary>What is compared.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Spec">The spec with every default.</param>
    /// <param name="Settings">The same by key.</param>
    /// <param name="Experiment">The experiment; null of a run.</param>
    private sealed record Side(string Name, string Spec, NamedValues<string> Settings, Experiment? Experiment);
}
