using System.Globalization;
using Makemore.Format;
using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>Changes the settings and hyperparameters of a plan by their keys, without a new build.</summary>
public static class Overrides
{
    /// <summary>The settings that may be changed.</summary>
    internal static IReadOnlyList<SpecKey> Settings { get; } = [.. SpecKeys.All.Where(key => key.IsOverridable)];

    /// <summary>A plan with other values, each held to the same range as in a spec.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="changes">
    /// Keys, such as <c>training.steps</c>, and <c>model.hidden</c> or <c>hidden</c> for a hyperparameter, and their values as
    /// a spec writes them. A later one goes before an earlier one.
    /// </param>
    /// <exception cref="MakemoreException">The experiment has no such key, or the value does not fit it.</exception>
    public static RunPlan Apply(RunPlan plan, IEnumerable<(string Key, string Value)> changes) =>
        changes.Aggregate(plan, (current, change) => FindSetting(change.Key) is { } key
            ? SetSetting(current, key, change.Value)
            : SetHyperparameter(current, change.Key, change.Value));

    /// <summary>A plan with those changes that are for an experiment like it, and the keys of the others.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="changes">Keys and values, as for <see cref="Apply"/>.</param>
    /// <exception cref="MakemoreException">A value does not fit its key.</exception>
    internal static FittedPlan ApplyWhereFitting(RunPlan plan, IEnumerable<(string Key, string Value)> changes) =>
        changes.Aggregate(new FittedPlan(plan, []), (fitted, change) => Mismatch(fitted.Plan, change.Key, change.Value) is { } reason
            ? fitted with { LeftOut = fitted.LeftOut.Add((change.Key, reason)) }
            : fitted with { Plan = Apply(fitted.Plan, [change]) });

    /// <summary>Why a change is not for an experiment, whatever the value of its key; null where it is.</summary>
    private static MakemoreException? Mismatch(RunPlan plan, string key, string text) => FindSetting(key) is { } setting
        ? WhyNotApplied(plan, setting, text)
        : WhyNoHyperparameter(plan, PlanSettings.NameOf(key));

    /// <summary>The key of a setting, or the one that a word alone sets: <c>training.optimizer</c> for its type.</summary>
    internal static SpecKey? FindSetting(string path) => SpecKeys.Find(path)
        ?? (SpecKeys.FindSection(path) is { Shorthand: [var name] } ? SpecKeys.Find($"{path}.{name}") : null);

    private static RunPlan SetSetting(RunPlan plan, SpecKey key, string text)
    {
        if (WhyNotApplied(plan, key, text) is { } reason)
        {
            throw reason;
        }

        var changed = Set(plan, key, text);
        PlanSettings.RequireFits(changed, key);
        return plan.Text(key.Path) != changed.Text(key.Path) ? WithDependents(plan, changed, key) : changed;
    }

    private static RunPlan Set(RunPlan plan, SpecKey key, string text) =>
        plan with { Spec = SettingAccess.With(plan.Spec, key, text) };

    // Another value may bring other keys with it, each with its default, as if the spec had named it.
    private static RunPlan WithDependents(RunPlan before, RunPlan changed, SpecKey key) => SpecKeys.All
        .Where(other => other.IsOverridable && other.AppliesWhere.Any(condition => condition.Path == key.Path))
        .Aggregate(changed, (current, other) =>
        {
            var isNew = PlanSettings.Applies(current, other) && !PlanSettings.Applies(before, other);
            var follows = PlanSettings.Applies(current, other) && other.DefaultsWhere.Any(item => item.Where.Path == key.Path);
            return (isNew || follows) && PlanSettings.DefaultOf(current, other) is { } text ? Set(current, other, text) : current;
        });

    private static MakemoreException? WhyNotApplied(RunPlan plan, SpecKey key, string text)
    {
        if (!key.IsOverridable)
        {
            return new($"{key.Path}: only the spec of '{plan.Name}' can change it; edit it and build again.");
        }

        if (key.AppliesWhere.FirstOrDefault(condition => !condition.Holds(plan.Text)) is { } missing)
        {
            return new($"{key.Path} does not apply to '{plan.Name}': it is for experiments where {missing}. Leave it out.");
        }

        var choice = key.Choices.FirstOrDefault(choice => choice.Word == text);
        return choice?.AppliesWhere is { } where && !where.Holds(plan.Text)
            ? new($"{key.Path}: '{text}' does not apply to '{plan.Name}': it is for experiments where {where}.")
            : null;
    }

    private static RunPlan SetHyperparameter(RunPlan plan, string key, string text)
    {
        var name = PlanSettings.NameOf(key);
        if (WhyNoHyperparameter(plan, name) is { } reason)
        {
            throw reason;
        }

        var hyperparameter = plan.Hyperparameters.List().First(each => each.Name == name);
        return plan with
        {
            Hyperparameters = hyperparameter.Value switch
            {
                HyperparameterValue.Activation =>
                    plan.Hyperparameters.With(name, SettingReader.Word<ActivationFunction>(name, text)),
                HyperparameterValue.Integer => plan.Hyperparameters.With(name, Integer(name, text)),
                _ => plan.Hyperparameters.With(name, SettingReader.Number(name, text)),
            },
        };
    }

    private static MakemoreException? WhyNoHyperparameter(RunPlan plan, string name)
    {
        var all = plan.Hyperparameters.List();
        return all.FirstOrDefault(each => each.Name == name) switch
        {
            null => Unknown(plan, name, all),
            { IsConstant: true } => new(
                $"{name}: it shapes the network of '{plan.Name}', so set it in the spec under `model:`, or as an axis of a sweep, " +
                    "and build again."),
            _ => null,
        };
    }

    private static double Integer(string name, string text) => SettingReader.Integer(name, text) is >= int.MinValue and <= int.MaxValue and var value
        ? value : throw SettingReader.Unfit(name, text, "a whole number of 32 bits");

    private static MakemoreException Unknown(RunPlan plan, string name, IEnumerable<Hyperparameter> all)
    {
        var names = all.Select(hyperparameter => hyperparameter.Name).ToArray();
        var suggestion = Suggestion.For(name, names.Concat(Settings.Select(key => key.Path)));
        var list = names.Length == 0
            ? "It has no hyperparameters."
            : string.Create(CultureInfo.InvariantCulture, $"Its hyperparameters are {string.Join(", ", names)}.");
        return new($"'{plan.Name}' has no hyperparameter '{name}'.{suggestion} {list}");
    }
}
