using System.Text;
using CsCheck;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Tokenizers;

public sealed class PiecesTests
{
    [Theory]
    [InlineData("First Citizen:\nBefore we", "First| Citizen|:|\n|Before| we")]
    [InlineData("it's 1599.", "it|'|s| 1599|.")]
    [InlineData("a   b\t c \n d  ", "a|  | b|\t| c| \n| d|  ")]
    [InlineData("cafe\u0301 über\u00A0👍👍 ٣", "cafe\u0301| über|\u00A0|👍👍| ٣")]
    [InlineData(" \r\n", " \r\n")]
    [InlineData(" ", " ")]
    public void A_piece_is_a_run_of_one_kind_with_the_space_before_it(string text, string pieces) =>
        Assert.Equal(pieces, string.Join('|', Cut(text)));

    [Fact]
    public void Pieces_laid_end_to_end_are_the_text_and_none_is_long_or_cuts_a_character() => Texts.Any.Sample(text =>
    {
        var pieces = Cut(text);
        Assert.Equal(text, string.Concat(pieces));
        Assert.All(pieces, piece => Assert.InRange(Encoding.UTF8.GetByteCount(piece), 1, Pieces.Longest));
    });

    private static List<string> Cut(string text)
    {
        var pieces = new List<string>();
        var rest = Encoding.UTF8.GetBytes(text).AsSpan();
        while (!rest.IsEmpty)
        {
            var length = Pieces.First(rest);
            pieces.Add(Encoding.UTF8.GetString(rest[..length]));
            rest = rest[length..];
        }

        return pieces;
    }
}
