using System.Globalization;
using System.Text;
using System.Xml;

namespace Makemore.Generators.Emit;

/// <summary>Writes C# literals, in the invariant culture.</summary>
internal static class Literal
{
    /// <summary>A whole number; from ten thousand on with separators.</summary>
    public static string Integer(long value)
    {
        var digits = Math.Abs((decimal)value).ToString(CultureInfo.InvariantCulture);
        if (digits.Length >= 5)
        {
            for (var i = digits.Length - 3; i > 0; i -= 3)
            {
                digits = digits.Insert(i, "_");
            }
        }

        return value < 0 ? "-" + digits : digits;
    }

    /// <summary>A real number: the shortest form that reads back to the same value.</summary>
    public static string Real(double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < 1e15)
        {
            return value.ToString("0.0", CultureInfo.InvariantCulture);
        }

        return Shapes.Number.Of(value).ToString();
    }

    /// <summary>true or false.</summary>
    public static string Boolean(bool value) => value ? "true" : "false";

    /// <summary>A string on one line.</summary>
    public static string Text(string value)
    {
        var result = new StringBuilder("\"");
        foreach (var character in value)
        {
            result.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' or (>= '\ud800' and <= '\udfff') =>
                    "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture),
                _ => character.ToString(),
            });
        }

        return result.Append('"').ToString();
    }

    /// <summary>The delimiter of a raw string literal that can hold a text.</summary>
    public static string RawDelimiter(string value)
    {
        var delimiter = "\"\"\"";
        while (value.Contains(delimiter))
        {
            delimiter += "\"";
        }

        return delimiter;
    }

    /// <summary>A text inside a comment, on one line.</summary>
    public static string Line(string value) =>
        string.Join(" ", value.Split(['\n', '\r', '\t', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A text inside an XML doc comment, on one line.</summary>
    public static string Xml(string value)
    {
        var line = Line(value);
        return new string([.. line.Where((character, index) => XmlConvert.IsXmlChar(character) || IsInPair(line, index))])
            .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
    }

    private static bool IsInPair(string text, int index) =>
        (index + 1 < text.Length && char.IsSurrogatePair(text, index)) || (index > 0 && char.IsSurrogatePair(text, index - 1));
}
