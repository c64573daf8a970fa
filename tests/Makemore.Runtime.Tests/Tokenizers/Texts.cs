using System.Text;
using CsCheck;

namespace Makemore.Runtime.Tests.Tokenizers;

/// <summary>Texts for properties that hold for any text.</summary>
internal static class Texts
{
    // Line ends, NUL, a combining mark, a family of joined emoji, digits of two scripts, spaces that are not ASCII.
    private static readonly string[] Odd =
        ["\r\n", "\r", "\n\n", "\0", "e\u0301", "\u0301", "👩‍👩‍👧", "é", "12", "٣", "\u00A0", "\u3000", "  ", "\t ",
            "\uFEFF", "\uFFFD", "\U0010FFFF", " ", "'s", "--", "the", " the", "日本語"];

    private static Gen<string> OddOnes { get; } = Gen.Int[0, Odd.Length - 1].Select(index => Odd[index]);

    /// <summary>Any characters at all.</summary>
    public static Gen<string> OfCharacters { get; } =
        Gen.OneOf(Gen.Int[0, 0x7F], Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0x10FFFF], Gen.Int[0x1F600, 0x1F64F])
            .Array[0, 20].Select(values => string.Concat(values.Select(value => new Rune(value))));

    /// <summary>Characters, words and what is known to make trouble; some of it again and again.</summary>
    public static Gen<string> Any { get; } =
        Gen.OneOf(OfCharacters, OddOnes,
            OddOnes.Select(Gen.Int[1, 100], (odd, times) => string.Concat(Enumerable.Repeat(odd, times))))
            .Array[0, 8].Select(string.Concat);
}
