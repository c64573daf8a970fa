using System.Text;
using Makemore.Format;
using Makemore.Runtime.Models;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>
/// Writes a plan as the spec that says all of it: every setting that applies, defaults included, in the order of the table,
/// and every hyperparameter.
/// </summary>
internal static class PlanYaml
{
    private const int Width = 100;

    /// <summary>The spec.</summary>
    public static string Of(RunPlan plan)
    {
        var text = new StringBuilder();
        string[] open = [];
        var settings = PlanSettings.Of(plan).ToLookup(setting => setting.Path, StringComparer.Ordinal);
        foreach (var key in SpecKeys.All)
        {
            if (key.Kind == ValueKind.Model)
            {
                open = [key.Path];
                WriteModel(text, plan);
            }
            else if (settings[key.Path].SingleOrDefault() is { Value: var value })
            {
                var path = key.Path.Split('.');
                WriteHeadings(text, open, path[..^1]);
                open = path[..^1];
                WriteValue(text, path.Length - 1, key, value);
            }
        }

        return text.ToString();
    }

    // The names of a key's sections, those left out that are open already.
    private static void WriteHeadings(StringBuilder text, string[] open, string[] sections)
    {
        var common = open.Zip(sections).TakeWhile(pair => pair.First == pair.Second).Count();
        for (var level = common; level < sections.Length; level++)
        {
            YamlText.Line(text, level, sections[level], null);
        }
    }

    private static void WriteValue(StringBuilder text, int level, SpecKey key, string value)
    {
        var isText = key.Kind is ValueKind.Text or ValueKind.Path or ValueKind.Address or ValueKind.Digest or ValueKind.Alphabet;
        if (isText || value.Length <= Width || !value.StartsWith('{'))
        {
            YamlText.Line(text, level, key.Name, isText ? YamlText.Quoted(value) : value);
            return;
        }

        YamlText.Line(text, level, key.Name, null);
        foreach (var entry in value.TrimStart('{').TrimEnd('}').Split(','))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            YamlText.Line(text, level + 1, entry[..colon].Trim(), entry[(colon + 1)..].Trim());
        }
    }

    private static void WriteModel(StringBuilder text, RunPlan plan)
    {
        var model = plan.Experiment.Model;
        YamlText.Line(text, 0, "model", null);
        if (model is ModelSource.Program program)
        {
            YamlText.Block(text, 1, "program", program.Text.TrimEnd());
        }
        else
        {
            YamlText.Line(text, 1, "type", model.Type);
        }

        foreach (var hyperparameter in plan.Hyperparameters.List())
        {
            YamlText.Line(text, 1, hyperparameter.Name, hyperparameter.Text);
        }
    }
}
