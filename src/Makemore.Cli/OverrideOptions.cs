using System.CommandLine;
using Makemore.Format;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;

namespace Makemore.Cli;

/// <summary>An option that sets a key of the spec.</summary>
/// <param name="Key">The key: <c>training.steps</c>, or <c>model.hidden</c> for a hyperparameter.</param>
/// <param name="Option">The option, whose text is not parsed yet.</param>
internal sealed record OverrideOption(string Key, Option<string> Option)
{
    /// <summary>The option for a setting, by the names that are given.</summary>
    public static OverrideOption ForSetting(SpecKey key, string name, params string[] aliases)
    {
        var option = new Option<string>(name, aliases) { Description = key.Summary, HelpName = ValueName(key) };
        option.CompletionSources.Add([.. key.Choices.Select(choice => choice.Word), .. key.Words.Select(word => word.Word)]);
        return new(key.Path, option);
    }

    private static string ValueName(SpecKey key) => key.Kind switch
    {
        ValueKind.Integer => string.Join('|', key.Words.Select(word => word.Word).Prepend("INTEGER")),
        ValueKind.Choice => string.Join('|', key.Choices.Select(choice => choice.Word)),
        ValueKind.Schedule => "NUMBER|STEP:NUMBER,...|type:CURVE,...",
        _ => string.Join('|', key.Words.Select(word => word.Word).Prepend("NUMBER")),
    };

    /// <summary>The option for a hyperparameter, by its short name unless that is taken.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The values of that name in all experiments.</param>
    /// <param name="taken">The names of other options.</param>
    public static OverrideOption ForHyperparameter(string name, IEnumerable<HyperparameterValue> values, IReadOnlySet<string> taken)
    {
        var (shortName, longName) = ("--" + name, "--model." + name);
        string[] aliases = taken.Contains(shortName) ? [] : [longName];
        var option = new Option<string>(aliases.Length == 0 ? longName : shortName, aliases)
        {
            Description = $"The hyperparameter {name} of the model.", HelpName = string.Join('|', values.Select(ValueName).Distinct()),
        };
        if (values.Any(value => value is HyperparameterValue.Activation))
        {
            option.CompletionSources.Add([.. SettingText.Words<ActivationFunction>()]);
        }

        return new("model." + name, option);
    }

    private static string ValueName(HyperparameterValue value) => value switch
    {
        HyperparameterValue.Activation => string.Join('|', SettingText.Words<ActivationFunction>()),
        HyperparameterValue.Boolean => "true|false",
        _ => "NUMBER",
    };
}

/// <summary>
/// The options of a command that change an experiment: the union of all settings that may be changed and of the
/// hyperparameters of all experiments. Whether the chosen experiment has them is checked by <see cref="Overrides"/>.
/// </summary>
internal sealed record OverrideOptions(IReadOnlyList<OverrideOption> Options)
{
    /// <summary>No options at all.</summary>
    public static OverrideOptions None { get; } = new([]);

    /// <summary>The options for all experiments.</summary>
    /// <param name="experiments">The project's experiments.</param>
    /// <param name="taken">The names of the command's own options, and the settings that those stand for.</param>
    public static OverrideOptions For(IReadOnlyList<Experiment> experiments, IEnumerable<string> taken)
    {
        var names = taken.ToHashSet(StringComparer.Ordinal);
        OverrideOption[] settings = [.. Overrides.Settings
            .Where(key => !names.Contains("--" + key.Path))
            .Select(key => OverrideOption.ForSetting(key, "--" + key.Path, [.. ShortNames(key).Where(name => !names.Contains(name))]))];
        names.UnionWith(settings.Select(setting => setting.Option.Name));
        return new([
            .. experiments
                .SelectMany(experiment => experiment.DefaultHyperparameters.List())
                .GroupBy(hyperparameter => hyperparameter.Name, StringComparer.Ordinal)
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => OverrideOption.ForHyperparameter(same.Key, same.Select(hyperparameter => hyperparameter.Value), names)),
            .. settings,
        ]);
    }

    // --training.optimizer adamw says what --training.optimizer.type adamw says, as in a spec.
    private static string[] ShortNames(SpecKey key) => Overrides.FindSetting(key.Section) == key ? ["--" + key.Section] : [];

    /// <summary>The keys and texts of those options that were given.</summary>
    public IReadOnlyList<(string Key, string Value)> Given(ParseResult parsed) =>
        [.. Options
            .Where(option => parsed.GetResult(option.Option) is { Implicit: false })
            .Select(option => (option.Key, parsed.GetRequiredValue(option.Option)))];
}
