using System.Collections.Immutable;
using Makemore.Format;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>A setting of a plan that applies to it.</summary>
/// <param name="Path">The keys from the top: <c>training.steps</c>, <c>model.hidden</c>.</param>
/// <param name="Value">The value as a spec writes it on one line.</param>
/// <param name="TellsRunsApart">Whether it is part of a run's hash: not at its default, and of effect on the numbers.</param>
internal sealed record PlanSetting(string Path, string Value, bool TellsRunsApart);

/// <summary>The settings of a plan as texts, by the table of the format.</summary>
internal static class PlanSettings
{
    /// <summary>In front of the name of a hyperparameter.</summary>
    public const string ModelPrefix = "model.";

    /// <summary>A key as it is shown: a hyperparameter by its name alone.</summary>
    public static string NameOf(string key) => key.StartsWith(ModelPrefix, StringComparison.Ordinal) ? key[ModelPrefix.Length..] : key;

    /// <summary>All settings and hyperparameters that apply and have a value, in the order of the table.</summary>
    public static ImmutableArray<PlanSetting> Of(RunPlan plan) =>
        [.. SpecKeys.All.SelectMany(key => key.Kind == ValueKind.Model ? Hyperparameters(plan) : Settings(plan, key))];

    /// <summary>The same by their keys.</summary>
    public static NamedValues<string> ByPath(RunPlan plan) =>
        NamedValues<string>.Of(Of(plan).Select(setting => (setting.Path, setting.Value)));

    /// <summary>The settings of sampling by key, by which one knows whether the samples of a run are those asked for.</summary>
    public static NamedValues<string> SamplingOf(RunPlan plan) => NamedValues<string>.Of(Of(plan)
        .Where(setting => setting.Path.StartsWith("sampling.", StringComparison.Ordinal))
        .Select(setting => (setting.Path, setting.Value)));

    /// <summary>Holds every setting that applies to the range and the words of its key.</summary>
    /// <exception cref="MakemoreException">One does not fit; the message has what is expected.</exception>
    public static void Require(RunPlan plan)
    {
        if (plan.Spec.Training.Backend != plan.Experiment.Spec.Training.Backend)
        {
            throw new MakemoreException(
                $"training.backend: the code of '{plan.Name}' was compiled for {plan.Experiment.Numerics.Backend}; change " +
                    "its spec and build again.");
        }

        foreach (var key in SpecKeys.All.Where(key => key.IsOverridable && Applies(plan, key)))
        {
            RequireFits(plan, key);
        }
    }

    /// <summary>Whether a key applies to a plan.</summary>
    public static bool Applies(RunPlan plan, SpecKey key) => key.AppliesWhere.All(condition => condition.Holds(plan.Text));

    /// <summary>Holds the value of a key to its range.</summary>
    /// <exception cref="MakemoreException">It does not fit; the message has what is expected.</exception>
    public static void RequireFits(RunPlan plan, SpecKey key)
    {
        if (plan.Text(key.Path) is not { } text)
        {
            return;
        }

        // Whatever reads the text again holds it to the range and the words.
        Specs.SettingAccess.With(plan.Spec, key, text);
        if (key.MinimumWhere is { } minimum && minimum.Where.Holds(plan.Text)
            && SpecText.TryNumber(text, out var number) && number < minimum.Value)
        {
            throw new MakemoreException(
                $"{key.Path}: expected {SpecText.Format(minimum.Value)} or more, found '{text}'. {minimum.Reason}");
        }
    }

    /// <summary>The value that a key has where a spec leaves it out.</summary>
    public static string? DefaultOf(RunPlan plan, SpecKey key) =>
        key.DefaultsWhere.FirstOrDefault(item => item.Where.Holds(plan.Text))?.Value ?? key.Default;

    private static IEnumerable<PlanSetting> Settings(RunPlan plan, SpecKey key) =>
        plan.Text(key.Path) is { } text
            ? [new(key.Path, text, key.ChangesNumbers && text != key.Default)]
            : [];

    private static IEnumerable<PlanSetting> Hyperparameters(RunPlan plan) =>
        plan.Hyperparameters.List().Select(one => new PlanSetting(ModelPrefix + one.Name, one.Text, TellsRunsApart: true));
}
