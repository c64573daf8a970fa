using System.Globalization;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Specs;

namespace Makemore.Runtime.Specs;

/// <summary>Changes the settings and hyperparameters of a plan by their keys, without a new build.</summary>
public static class Overrides
{
    private const string ModelPrefix = "model.";

    /// <summary>The settings that may be changed.</summary>
    internal static IReadOnlyList<SpecKey> Settings { get; } = [.. SpecKeys.All.Where(key => key.IsOverridable)];

    /// <summary>A plan with other values; settings, hyperparameters and canonical spec change together.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="changes">
    /// Keys, such as <c>training.steps</c>, and <c>model.hidden</c> or <c>hidden</c> for a hyperparameter, and their values as
    /// a spec writes them. A later one goes before an earlier one.
    /// </param>
    /// <exception cref="MakemoreException">The experiment has no such key, or the value does not fit it.</exception>
    public static RunPlan Apply(RunPlan plan, IEnumerable<(string Key, string Value)> changes) =>
        changes.Aggregate(plan, (current, change) => SpecKeys.Find(change.Key) is { } key
            ? SetSetting(current, key, change.Value)
            : SetHyperparameter(current, change.Key, change.Value));

    private static RunPlan SetSetting(RunPlan plan, SpecKey key, string text)
    {
        if (!key.IsOverridable)
        {
            throw new MakemoreException($"{key.Path}: only the spec of '{plan.Name}' can change it; edit it and build again.");
        }

        var value = OverrideValue.Parse(key, text);
        RequireApplies(plan, key, value);
        return plan with
        {
            Spec = OverrideSetters.Set(plan.Spec, key.Path, value)
                ?? throw new NotSupportedException($"The key {key.Path} may be overridden but has no setter."),
            CanonicalSpec = Specs.CanonicalSpec.Override(plan.CanonicalSpec, key.Path, value.Text),
        };
    }

    private static void RequireApplies(RunPlan plan, SpecKey key, OverrideValue value)
    {
        string? ValueOf(string path) => OverrideConditions.ValueOf(plan.Spec, path);

        if (key.AppliesWhere.FirstOrDefault(condition => !condition.Holds(ValueOf)) is { } missing)
        {
            throw new MakemoreException(
                $"{key.Path} does not apply to '{plan.Name}': it is for experiments where {missing}. Leave it out.");
        }

        var choice = key.Choices.FirstOrDefault(choice => choice.Word == value.Text);
        if (choice?.AppliesWhere is { } where && !where.Holds(ValueOf))
        {
            throw new MakemoreException(
                $"{key.Path}: '{value.Text}' does not apply to '{plan.Name}': it is for experiments where {where}.");
        }
    }

    private static RunPlan SetHyperparameter(RunPlan plan, string key, string text)
    {
        var name = key.StartsWith(ModelPrefix, StringComparison.Ordinal) ? key[ModelPrefix.Length..] : key;
        var all = plan.Hyperparameters.List();
        var hyperparameter = all.FirstOrDefault(each => each.Name == name) ?? throw Unknown(plan, name, all);
        if (hyperparameter.IsConstant)
        {
            throw new MakemoreException(
                $"{name}: the structure of '{plan.Name}' depends on it, so only its spec can change it; edit it and build again.");
        }

        var value = hyperparameter.IsInteger ? OverrideValue.ParseInteger(name, text) : OverrideValue.ParseNumber(name, text);
        return plan with
        {
            Hyperparameters = plan.Hyperparameters.With(name, value.Number),
            CanonicalSpec = Specs.CanonicalSpec.Override(plan.CanonicalSpec, ModelPrefix + name, value.Text),
        };
    }

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
