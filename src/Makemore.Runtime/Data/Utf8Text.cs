using System.Text;

namespace Makemore.Runtime.Data;

/// <summary>Characters of valid UTF-8; a character is a Unicode scalar value.</summary>
internal static class Utf8Text
{
    /// <summary>The number of characters.</summary>
    public static int CountCharacters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var unit in text)
        {
            count += IsContinuation(unit) ? 0 : 1;
        }

        return count;
    }

    /// <summary>The number of bytes of the first characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="characters">The number of characters, at most those of the text.</param>
    public static int Offset(ReadOnlySpan<byte> text, int characters)
    {
        var offset = 0;
        for (var left = characters; offset < text.Length; offset++)
        {
            if (!IsContinuation(text[offset]) && left-- == 0)
            {
                break;
            }
        }

        return offset;
    }

    /// <summary>The text without white space on both ends.</summary>
    public static TextSpan Trim(ReadOnlySpan<byte> text)
    {
        var (start, end) = (0, text.Length);
        while (start < end)
        {
            Rune.DecodeFromUtf8(text[start..end], out var first, out var length);
            if (!Rune.IsWhiteSpace(first))
            {
                break;
            }

            start += length;
        }

        while (start < end)
        {
            Rune.DecodeLastFromUtf8(text[start..end], out var last, out var length);
            if (!Rune.IsWhiteSpace(last))
            {
                break;
            }

            end -= length;
        }

        return new(start, end);
    }

    /// <summary>A character for a message: <c>'é' (U+00E9)</c>.</summary>
    public static string Describe(Rune character) => Rune.IsControl(character)
        ? FormattableString.Invariant($"U+{character.Value:X4}")
        : FormattableString.Invariant($"'{character}' (U+{character.Value:X4})");

    private static bool IsContinuation(byte unit) => (unit & 0xC0) == 0x80;
}
