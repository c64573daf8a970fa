using System.Buffers;
using System.Globalization;
using System.Text;

namespace Makemore.Runtime.Tokenizers;

/// <summary>
/// Cuts a text into pieces, out of which words are made and across which no merge goes: a run of letters with their marks,
/// of digits, or of other signs, each with the space before it; or a run of white space. It is the rule of GPT-2 (Radford et
/// al., 2019) without the English contractions. The pieces laid end to end are the text.
/// </summary>
internal static class Pieces
{
    /// <summary>The most bytes of a piece, so that the work on one is bounded whatever the text.</summary>
    public const int Longest = 64;

    /// <summary>The number of bytes of the first piece.</summary>
    /// <param name="text">Valid UTF-8, not empty.</param>
    public static int First(ReadOnlySpan<byte> text)
    {
        var (kind, length) = Read(text);
        if (kind == Kind.Space)
        {
            if (text[0] != ' ' || length == text.Length || Read(text[length..]) is not { Kind: not Kind.Space } next)
            {
                return SpaceRun(text, length);
            }

            (kind, length) = (next.Kind, length + next.Length);
        }

        while (length < text.Length && Read(text[length..]) is var following
            && following.Kind == kind && length + following.Length <= Longest)
        {
            length += following.Length;
        }

        return length;
    }

    // A run of white space leaves its last space to the word behind it.
    private static int SpaceRun(ReadOnlySpan<byte> text, int length)
    {
        while (length < text.Length && Read(text[length..]) is { Kind: Kind.Space } following
            && length + following.Length <= Longest)
        {
            var behind = text[(length + following.Length)..];
            if (text[length] == ' ' && !behind.IsEmpty && Read(behind).Kind != Kind.Space)
            {
                break;
            }

            length += following.Length;
        }

        return length;
    }

    private static (Kind Kind, int Length) Read(ReadOnlySpan<byte> text)
    {
        if (text[0] < 128)
        {
            var ascii = (char)text[0];
            return (char.IsAsciiLetter(ascii) ? Kind.Letter
                : char.IsAsciiDigit(ascii) ? Kind.Digit
                : ascii is ' ' or (>= '\t' and <= '\r') ? Kind.Space
                : Kind.Sign, 1);
        }

        var status = Rune.DecodeFromUtf8(text, out var character, out var length);
        return status == OperationStatus.Done
            ? (KindOf(character), length)
            : throw new ArgumentException("The text is no UTF-8.", nameof(text));
    }

    private static Kind KindOf(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        _ when Rune.IsWhiteSpace(character) => Kind.Space,
        <= UnicodeCategory.EnclosingMark => Kind.Letter,
        <= UnicodeCategory.OtherNumber => Kind.Digit,
        _ => Kind.Sign,
    };

    private enum Kind
    {
        Letter,
        Digit,
        Sign,
        Space,
    }
}
