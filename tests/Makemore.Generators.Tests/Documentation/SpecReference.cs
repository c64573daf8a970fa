using System.Globalization;
using System.Text;
using Makemore.Format;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Tests.Documentation;

/// <summary>Writes the reference page of the format from the table of keys.</summary>
internal static class SpecReference
{
    private const string Introduction = """
        # The spec

        <!-- Made from the table in src/Shared/SpecKeys.cs; a test compares. -->

        A spec is a YAML file with the ending `.yaml` or `.yml` in a project that uses the compiler. It needs one key,
        `model`; every other key has a default. Paths are relative to the project's folder and may not lead out of it.
        Numbers may group their digits (`200_000`). Mistakes stop the build at their line and column;
        [each has a page](diagnostics/).

        ```yaml
        description: The MLP of Bengio et al. (2003)
        dataset: names
        context: 3
        model: { type: mlp, hidden: 200 }
        training: { steps: 200_000, learning-rate: { 0: 0.1, 100_000: 0.01 } }
        expect: { dev-loss: 2.17 +- 0.01 }
        ```

        `extends: base.yaml` takes over the values of another spec, key by key; what this spec says wins. A value of the
        base that has no effect here is left out. `description` and `expect` are never taken over. A mapping under `model`
        without `type` and `program` changes arguments of the base's model.


        """;

    private const string Schedules = """

        ## Schedules

        A learning rate is a number (`0.1`), a mapping from steps to numbers (`{ 0: 0.1, 100_000: 0.01 }`), or a curve:
        `{ type: cosine, peak: 0.001, warmup: 100, final: 0.0001 }`. On the command line the braces may be left out:
        `--training.learning-rate type:cosine,peak:0.001`. A curve ends with the last of the `training.steps`, T.

        During a warm-up of W steps the rate at step t is peak * (t + 1) / (W + 1). Behind it, with
        p = (t - W) / (T - W):

        | type | rate | the same in PyTorch |
        |---|---|---|
        | `constant` | peak | `LinearLR(start_factor=1/(W+1), total_iters=W)`, the warm-up of all |
        | `linear` | peak + (final - peak) * p | `LinearLR(start_factor=1, end_factor=final/peak, total_iters=T-W)` |
        | `cosine` | final + (peak - final) * (1 + cos(pi * p)) / 2 | `CosineAnnealingLR(T_max=T-W, eta_min=final)` |
        | `one-cycle` | half a cosine from initial to peak at step W, another to final at step T - 1 | `OneCycleLR(max_lr=peak, total_steps=T)` |


        """;

    /// <summary>The page, in Markdown.</summary>
    public static string Render()
    {
        var text = new StringBuilder(Introduction);
        var section = "";
        Heading(text, "At the top");
        foreach (var key in SpecKeys.All.Where(key => key.Section.Length == 0))
        {
            Row(text, key);
        }

        foreach (var key in SpecKeys.All.Where(key => key.Section.Length > 0))
        {
            if (key.Section != section)
            {
                section = key.Section;
                WriteSection(text, SpecKeys.FindSection(section)!);
            }

            Row(text, key);
        }

        foreach (var key in SpecKeys.All.Where(key => key.Choices.Count > 0))
        {
            WriteWords(text, key, key.Path);
        }

        WriteSchedules(text);
        SweepReference.Write(text);
        return text.Replace("\r\n", "\n").ToString();
    }

    /// <summary>Writes the list of the words of a key.</summary>
    public static void WriteWords(StringBuilder text, SpecKey key, string path)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### The words of `{path}`\n\n");
        foreach (var choice in key.Choices)
        {
            var condition = choice.AppliesWhere is null ? "" : $" Only where {choice.AppliesWhere}.";
            text.Append(CultureInfo.InvariantCulture, $"- `{choice.Word}`: {choice.Summary}{condition}\n");
        }
    }

    private static void WriteSection(StringBuilder text, SpecSection section)
    {
        var notes = new List<string>();
        if (section.Shorthand.Count > 0)
        {
            notes.Add($"A word alone sets {SpecForms.List(section.Shorthand, "or")}.");
        }

        notes.AddRange(section.Words.Select(word => $"`{section.Path}: {word.Word}`: {word.Summary}"));
        if (section.Alternatives.Count > 0)
        {
            notes.Add($"One of these: {string.Join("; ", section.Alternatives.Select(group => SpecForms.List(group, "and")))}.");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## `{section.Path}`\n\n{string.Join(" ", [section.Summary, .. notes])}\n\n");
        Head(text);
    }

    private static void WriteSchedules(StringBuilder text)
    {
        text.Append(Schedules).Append("| number | value | what it is |\n|---|---|---|\n");
        foreach (var key in ScheduleTypes.All.SelectMany(type => type.Parameters).Select(parameter => parameter.Key).Distinct())
        {
            var types = ScheduleTypes.All.Where(type => type.Parameters.Any(parameter => parameter.Key == key))
                .Select(type => type.Word).ToList();
            var where = types.Count == ScheduleTypes.All.Count ? "" : $" Only of {SpecForms.List(types, "and")}.";
            text.Append(CultureInfo.InvariantCulture, $"| `{key.Name}` | {SpecForms.Of(key)}, {key.Range} | {key.Summary}{where} |\n");
        }
    }

    private static void Heading(StringBuilder text, string title)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        Head(text);
    }

    private static void Head(StringBuilder text) =>
        text.Append("| key | value | default | what it is | at run time |\n|---|---|---|---|---|\n");

    private static void Row(StringBuilder text, SpecKey key)
    {
        var range = key.Range.Length == 0 ? "" : $", {key.Range}";
        var defaults = key.DefaultsWhere.Select(item => $"`{item.Value}` where {item.Where}")
            .Concat(key.Default is null ? [] : [$"`{key.Default}`"]);
        var words = key.Words.Select(word => $" `{word.Word}`: {word.Summary}");
        var conditions = key.AppliesWhere.Count == 0 ? "" : $" Only where {string.Join(" and ", key.AppliesWhere)}.";
        text.Append(CultureInfo.InvariantCulture, $"| `{key.Path}` | {SpecForms.Of(key)}{range} | {string.Join("; else ", defaults)} ");
        text.Append(CultureInfo.InvariantCulture, $"| {key.Summary}{string.Concat(words)}{conditions} | {(key.IsOverridable ? $"`--{key.Path}`" : "")} |\n");
    }
}
