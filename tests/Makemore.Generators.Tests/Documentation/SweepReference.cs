using System.Globalization;
using System.Text;
using Makemore.Format;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Tests.Documentation;

/// <summary>Writes the part of the reference page that is on sweeps, from the table of their keys.</summary>
internal static class SweepReference
{
    private const string Introduction = """

        ## Sweeps

        A spec with the key `sweep` is no experiment itself: it varies others. Beside it only `description` may stand.

        ```yaml
        description: Hidden units and learning rate of two networks
        sweep:
          over: [lectures/part2-mlp, lectures/part3-batchnorm]
          search: quasi-random
          axes:
            hidden: log-int 50 400
            training.learning-rate: log-uniform 0.01 1
            embedding: { values: [8, 10], over: lectures/part2-mlp }
          trials: 32
        ```

        `over` names experiments by the path of their spec without its ending, or by a glob: `*` and `?` within a folder, `**`
        across folders. `axes` are settings of a run by their keys in full, and numbers and words of the model by their names;
        `model`, `smoothing`, `tokenizer` and `dataset` alone are their type or name. The values of an axis are

        - a list: `[100, 200]`, of numbers, words, booleans, or schedules;
        - a range of numbers: `uniform 0 0.5`, `log-uniform 0.001 1`, or of whole ones: `int 1 4`, `log-int 16 256`, both ends
          included;
        - one value for all trials: `1000`;
        - any of these for some of the experiments only: `{ values: [100, 200], over: lectures/part2-mlp }`.

        Each value is checked when the project is built, and up to 1000 points of the grid as a whole.

        | key | value | default | what it is |
        |---|---|---|---|

        """;

    /// <summary>Writes it at the end of the page.</summary>
    public static void Write(StringBuilder text)
    {
        text.Append(Introduction);
        foreach (var key in SweepKeys.All)
        {
            var range = key.Range.Length == 0 ? "" : $", {key.Range}";
            var conditions = key.AppliesWhere.Count == 0 ? "" : $" Only where {string.Join(" and ", key.AppliesWhere)}.";
            // Nothing is no value that one can write.
            var byDefault = key.Default is null or "0" ? "" : $"`{key.Default}`";
            text.Append(CultureInfo.InvariantCulture, $"| `{key.Path}` | {SpecForms.Of(key)}{range} | {byDefault} | {key.Summary}{conditions} |\n");
        }

        text.Append('\n');
        foreach (var section in SweepKeys.Sections.Where(section => section.Shorthand.Count > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"`sweep.{section.Path}` with a word alone sets `{section.Path}.{section.Shorthand[0]}`. ");
        }

        text.Append("A budget is one of `steps`, `seconds` and `operations`.\n");
        foreach (var key in SweepKeys.All.Where(key => key.Choices.Count > 0))
        {
            SpecReference.WriteWords(text, key, $"{SweepKeys.Section}.{key.Path}");
        }
    }
}
