using Makemore.Cli.Progress;
using Makemore.Cli.Reports;
using Makemore.Format;
using Makemore.Runtime;
using Makemore.Runtime.Interchange;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli.Commands;

/// <summary>Trains what is not up to date.</summary>
internal static class TrainCommand
{
    private const int MostNames = 4;

    /// <summary>Trains the experiments that the patterns name.</summary>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns) =>
        patterns is [var name] && !Glob.IsGlob(name)
            ? Finish(invocation, invocation.Plan(Selection.Single(invocation.Experiments, name)), Turn.Only)
            : RunAll(invocation, Selection.Find(invocation.Experiments, patterns));

    /// <summary>Trains the experiments of the project's top folder.</summary>
    public static Report TopFolder(Invocation invocation) =>
        Selection.TopFolder(invocation.Experiments) is { Count: > 0 } experiments
            ? RunAll(invocation, experiments)
            : throw new MakemoreException(
                "The project's top folder has no specs. Write one, such as bigram.yaml, or name what to train: `train NAME`.");

    // The finished run of a plan, which is made now if it is not up to date.
    private static RunReport Finish(Invocation invocation, RunPlan plan, Turn turn)
    {
        var (result, isUpToDate) = invocation.Finish(plan, turn);
        if (invocation.RunnerOptions.WritesEvents && RunFolder.Of(plan, invocation.RunnerOptions) is var folder && EventFile.Of(folder.Path).Length == 0)
        {
            RunEvents.Begin(folder).Dispose();
        }

        return RunReport.Of(plan, result, isUpToDate);
    }

    private static RunsReport RunAll(Invocation invocation, IReadOnlyList<Experiment> experiments)
    {
        // What is asked for is checked for each of them before the first one starts.
        FittedPlan[] fitted = [.. experiments.Select(invocation.Fit)];
        foreach (var key in invocation.Changes.Select(change => change.Key).Union(fitted.SelectMany(one => one.LeftOut).Select(each => each.Key)))
        {
            SayWhereItIsLeftOut(invocation, key, fitted);
        }

        return new([.. fitted.Select((one, index) => Try(invocation, one, new(index + 1, fitted.Length)))]);
    }

    private static void SayWhereItIsLeftOut(Invocation invocation, string key, FittedPlan[] fitted)
    {
        string[] others = [.. fitted.Where(one => one.LeftOut.Any(each => each.Key == key)).Select(one => one.Plan.Name)];
        if (others.Length == 0)
        {
            return;
        }

        var option = PlanSettings.NameOf(key);
        if (others.Length == fitted.Length)
        {
            var names = fitted.SelectMany(one => one.Plan.Hyperparameters.List()).Where(one => !one.IsConstant).Select(one => one.Name).Distinct();
            throw new MakemoreException(FormattableString.Invariant($"{option} fits none of the {fitted.Length} experiments.") +
                $"{Suggestion.For(option, names)} {fitted[0].LeftOut.First(each => each.Key == key).Reason.Message}");
        }

        var rest = others.Length > MostNames ? FormattableString.Invariant($" and {others.Length - MostNames} more") : "";
        invocation.Terminal.Tell($"{option} is left out where it does not apply: {string.Join(", ", others.Take(MostNames))}{rest}.");
    }

    // A dataset that cannot be had stops one experiment and not the others.
    private static RunReport Try(Invocation invocation, FittedPlan fitted, Turn turn)
    {
        string[]? leftOut = fitted.LeftOut.IsEmpty ? null : [.. fitted.LeftOut.Select(each => each.Key)];
        try
        {
            return Finish(invocation, fitted.Plan, turn) with { LeftOut = leftOut };
        }
        catch (MakemoreException exception)
        {
            invocation.Terminal.Warn($"{fitted.Plan.Name}: {exception.Message}");
            return RunReport.Failed(fitted.Plan.Name, exception) with { LeftOut = leftOut };
        }
    }
}
