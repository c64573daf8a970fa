using System.Globalization;
using System.Text;
using Makemore.Format;
using Makemore.Generators.Language;

namespace Makemore.Generators.Tests.Documentation;

/// <summary>Writes the reference page of the language from the table of operations and from the prelude.</summary>
internal static class LanguageReference
{
    private const string Introduction = """
        # The model language: reference

        <!-- Made from the tables in src/Makemore.Generators/Language; a test compares. -->

        [The guide](language.md) teaches the language. Arguments without a default are given by position, in this order, or
        by name; those with a default by name, or by position behind the others. The last, `input`, is what `|>` brings.

        ## Names

        | Name | Meaning |
        | --- | --- |
        | `tokens` | The input: token ids of shape (batch, context). |
        | `context` | The number of tokens that the model sees. |
        | `vocab` | The number of tokens in the vocabulary. |

        ## Operators

        From the loosest to the tightest; `**` joins from the right, all others from the left, as in F#.

        | Operators | Meaning |
        | --- | --- |
        | `\|\|` | Or. |
        | `&&` | And. |
        | `\|>` `>>` `<<` `=` `<>` `<` `>` `<=` `>=` | Application, composition, comparison of numbers that are known at build time. |
        | `+` `-` | Sums, of numbers and of tensors. |
        | `*` `/` `%` | Products; `/` of whole numbers must come out even. |
        | `**` | Powers of plain numbers. |
        | `-x` | The negative. |
        | `f x` | Application of a function to its arguments. |


        """;

    /// <summary>The page, in Markdown.</summary>
    public static string Render()
    {
        var text = new StringBuilder(Introduction.Replace("\r\n", "\n"));
        foreach (var (title, operations) in Operations.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
            foreach (var operation in operations)
            {
                Append(text, operation);
            }
        }

        text.Append("## Prelude\n\nLayers and presets, written in the language itself; `show --prelude` prints the same.\n\n");
        text.Append("```fsharp\n").Append(PreludeText.Value.TrimEnd()).Append("\n```\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, OperationDefinition operation)
    {
        var word = operation.Activation is null ? "" : $" Its name may be the word of a hyperparameter: `let activation = {operation.Name}`.";
        text.Append(CultureInfo.InvariantCulture, $"### `{operation.Name}`\n\n{operation.Summary}{word}\n\n");
        if (operation.Parameters.Count == 0)
        {
            return;
        }

        text.Append("| Argument | Takes | Default | Meaning |\n| --- | --- | --- | --- |\n");
        foreach (var parameter in operation.Parameters)
        {
            var otherwise = parameter.Default is null ? "" : $"`{parameter.Default}`";
            text.Append(CultureInfo.InvariantCulture, $"| `{parameter.Name}` | {parameter.Expected.Replace('\'', '`')} | {otherwise} | " +
                $"{parameter.Summary} |\n");
        }

        text.Append('\n');
    }
}
