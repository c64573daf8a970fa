using Makemore.Cli.Reports;
using Makemore.Format;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli;

/// <summary>Tells the options of certain experiments, with the comments of their programs.</summary>
internal static class ModelHelp
{
    // Structure follows from it, so no option changes it.
    private const string OfSpecOnly = "(in the spec)";

    /// <summary>The options that change the experiments.</summary>
    /// <param name="command">The name of the command.</param>
    /// <param name="options">The options of the command that change an experiment.</param>
    /// <param name="experiments">The experiments.</param>
    public static ModelHelpReport Of(string command, OverrideOptions options, IReadOnlyList<Experiment> experiments)
    {
        RunPlan[] plans = [.. experiments.Select(RunPlan.Of)];
        var types = options.Options.ToDictionary(option => option.Key, option => (option.Option.Name, Type: option.Option.HelpName ?? ""));
        var hyperparameters = plans
            .SelectMany(plan => plan.Hyperparameters.List().Select(one => (plan.Name, Value: one)))
            .GroupBy(one => (one.Value.Name, one.Value.Text, one.Value.Summary, one.Value.IsConstant))
            .Select(same =>
            {
                var (name, type) = types.GetValueOrDefault(PlanSettings.ModelPrefix + same.Key.Name, ("--" + same.Key.Name, ""));
                return new OptionHelp(
                    name, same.Key.IsConstant ? OfSpecOnly : type, same.Key.Text, same.Key.Summary, Some([.. same.Select(one => one.Name)]));
            });
        var settings = SpecKeys.All.Where(key => types.ContainsKey(key.Path)).SelectMany(key => Setting(key));
        return new(command, [.. plans.Select(plan => plan.Name)], [.. hyperparameters.OrderBy(option => option.Name, StringComparer.Ordinal)], [.. settings]);

        IEnumerable<OptionHelp> Setting(SpecKey key)
        {
            RunPlan[] having = [.. plans.Where(plan => PlanSettings.Applies(plan, key))];
            string[] values = [.. having.Select(plan => plan.Text(key.Path) ?? "").Distinct()];
            var (name, type) = types[key.Path];
            return having.Length == 0 ? []
                : [new(name, type, values is [var only] ? only : "", key.Summary, Some([.. having.Select(plan => plan.Name)]))];
        }

        IReadOnlyList<string>? Some(IReadOnlyList<string> names) => names.Count == plans.Length ? null : names;
    }
}
