using System.Globalization;
using System.Text;

namespace Makemore.Runtime.Display;

/// <summary>
/// Text from elsewhere as a terminal may show it. Characters that would steer the terminal or the line (controls, bidirectional
/// and zero-width ones, line and paragraph separators) and halves of surrogate pairs become escapes, as C# writes them.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text with escapes.</summary>
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (var place = 0; place < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, place, out var rune))
            {
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[place++]:x4}");
                continue;
            }

            place += rune.Utf16SequenceLength;
            _ = !Steers(rune) ? visible.Append(rune.ToString())
                : rune.Value < 0x100 ? visible.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}")
                : rune.IsBmp ? visible.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}")
                : visible.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }

        return visible.ToString();
    }

    private static bool Steers(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
