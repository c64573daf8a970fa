using System.Globalization;
using Makemore.Format;
using Makemore.Runtime.Models;

namespace Makemore.Runtime.Runs.Plans;

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
        changes.Aggregate(plan, (current, change) => FindSetting(change.Key) is { } key
            ? SetSetting(current, key, change.Value)
            : SetHyperparameter(current, change.Key, change.Value));

    /// <summary>The key of a setting, or the one that a word alone sets: <c>training.optimizer</c> for its type.</summary>
    internal static SpecKey? FindSetting(string path) => SpecKeys.Find(path)
        ?? (SpecKeys.FindSection(path) is { Shorthand: [var name] } ? SpecKeys.Find($"{path}.{name}") : null);

    private static RunPlan SetSetting(RunPlan plan, SpecKey key, string text)
    {
        if (!key.IsOverridable)
        {
            throw new MakemoreException($"{key.Path}: only the spec of '{plan.Name}' can change it; edit it and build again.");
        }

        var value = OverrideValue.Parse(key, text);
        RequireApplies(plan, key, value);
        var before = Plans.CanonicalSpec.Find(plan.CanonicalSpec, key.Path);
        var changed = Set(plan, key, value);
        return before is not null && before != value.Text ? WithDependents(changed, key) : changed;
    }

    private static RunPlan Set(RunPlan plan, SpecKey key, OverrideValue value) => plan with
    {
        Spec = OverrideSetters.Set(plan.Spec, key.Path, value)
            ?? throw new NotSupportedException($"The key {key.Path} may be overridden but has no setter."),
        CanonicalSpec = Plans.CanonicalSpec.Override(plan.CanonicalSpec, key.Path, value.Text),
    };

    // Another value may bring other keys with it, each with its default, as if the spec had named it.
    private static RunPlan WithDependents(RunPlan plan, SpecKey key) => SpecKeys.All
        .Where(other => other.IsOverridable && other.AppliesWhere.Any(condition => condition.Path == key.Path))
        .Aggregate(plan, (current, other) =>
        {
            var valueOf = ValueIn(current);
            var applies = other.AppliesWhere.All(condition => condition.Holds(valueOf));
            if (applies && valueOf(other.Path) is not null && other.DefaultsWhere.All(item => item.Where.Path != key.Path))
            {
                return current;
            }

            var without = current with { CanonicalSpec = Plans.CanonicalSpec.Remove(current.CanonicalSpec, other.Path) };
            var text = other.DefaultsWhere.FirstOrDefault(item => item.Where.Holds(valueOf))?.Value ?? other.Default;
            return applies && text is not null ? Set(without, other, OverrideValue.Parse(other, text)) : without;
        });

    // What the canonical spec says; a model that is a program has no type.
    private static Func<string, string?> ValueIn(RunPlan plan) => path => Plans.CanonicalSpec.Find(plan.CanonicalSpec, path);

    private static void RequireApplies(RunPlan plan, SpecKey key, OverrideValue value)
    {
        var valueOf = ValueIn(plan);
        if (key.AppliesWhere.FirstOrDefault(condition => !condition.Holds(valueOf)) is { } missing)
        {
            throw new MakemoreException(
                $"{key.Path} does not apply to '{plan.Name}': it is for experiments where {missing}. Leave it out.");
        }

        var choice = key.Choices.FirstOrDefault(choice => choice.Word == value.Text);
        if (choice?.AppliesWhere is { } where && !where.Holds(valueOf))
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
                $"{name}: the structure of '{plan.Name}' depends on it, so only its spec can change it; edit it and " +
                    $"build again.");
        }

        var value = hyperparameter.IsInteger ? OverrideValue.ParseInteger(name, text) : OverrideValue.ParseNumber(name, text);
        return plan with
        {
            Hyperparameters = plan.Hyperparameters.With(name, value.Number),
            CanonicalSpec = Plans.CanonicalSpec.Override(plan.CanonicalSpec, ModelPrefix + name, value.Text),
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
