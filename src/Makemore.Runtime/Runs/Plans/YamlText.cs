using System.Globalization;
using System.Text;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>Writes the little of YAML that a spec needs.</summary>
internal static class YamlText
{
    private static readonly HashSet<string> Reserved =
        new(StringComparer.OrdinalIgnoreCase) { "true", "false", "yes", "no", "on", "off", "null", "y", "n" };

    /// <summary>Writes a key with its value, or alone where the value is null.</summary>
    public static void Line(StringBuilder text, int level, string name, string? value) =>
        text.Append(' ', level * 2).Append(name).Append(value is null ? ":" : ": ").Append(value).Append('\n');

    /// <summary>Writes a text of several lines as a block.</summary>
    public static void Block(StringBuilder text, int level, string name, string lines)
    {
        // A block holds neither control characters nor YAML's rarer line breaks.
        if (lines.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t'))
            || lines.AsSpan().ContainsAny('\u2028', '\u2029', '\uFEFF'))
        {
            Line(text, level, name, Escaped(lines));
            return;
        }

        var first = lines.Split('\n').FirstOrDefault(line => line.Trim(' ').Length > 0) ?? "";
        Line(text, level, name, first.StartsWith(' ') ? "|2" : "|");
        foreach (var line in lines.Split('\n'))
        {
            text.Append(' ', line.Length == 0 ? 0 : (level + 1) * 2).Append(line).Append('\n');
        }
    }

    /// <summary>A text, without quotes only where no reader of YAML could take it for something else.</summary>
    public static string Quoted(string text)
    {
        var isPlain = text.Length > 0
            && (char.IsLetter(text[0]) || text[0] == '_')
            && text.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '.' or '/' or '(' or ')')
            && text[^1] != ' '
            && !Reserved.Contains(text);
        return isPlain ? text : Escaped(text);
    }

    private static string Escaped(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\uFEFF' or '\u00A0' =>
                    "\\u" + ((int)letter).ToString("X4", CultureInfo.InvariantCulture),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
