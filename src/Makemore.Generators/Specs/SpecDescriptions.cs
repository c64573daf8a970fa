using System.Globalization;
using Makemore.Format;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>Names in a message what stands in a spec.</summary>
internal static class SpecDescriptions
{
    /// <summary>Whether nothing stands where a value was expected.</summary>
    public static bool IsNull(this SpecNode node) =>
        node is SpecScalar { IsPlain: true, Text: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>What a node is: <c>the word `char`</c>, <c>a list</c>.</summary>
    public static string Describe(this SpecNode node) => node switch
    {
        SpecMapping => "a mapping",
        SpecSequence => "a list",
        SpecScalar scalar when scalar.IsNull() => "nothing",
        SpecScalar { IsPlain: false } scalar => $"the text \"{Shorten(scalar.Text)}\"",
        SpecScalar scalar when SpecText.TryInteger(scalar.Text, out _) => $"the whole number {scalar.Text}",
        SpecScalar scalar when SpecText.TryNumber(scalar.Text, out _) => $"the number {scalar.Text}",
        SpecScalar scalar when scalar.Text.IndexOf(' ') < 0 => $"the word `{Shorten(scalar.Text)}`",
        SpecScalar scalar => $"the text `{Shorten(scalar.Text)}`",
        _ => "something else",
    };

    /// <summary>The number of the line on which a place begins, as editors count.</summary>
    public static string Line(SourceLocation location) => (location.StartLine + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A text on one line and of bounded length.</summary>
    public static string Shorten(string text)
    {
        var line = text.Replace("\r", "").Replace('\n', ' ').Trim();
        return line.Length <= 40 ? line : line.Substring(0, 39) + "…";
    }
}
