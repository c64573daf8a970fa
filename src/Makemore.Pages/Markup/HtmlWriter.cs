using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Makemore.Runtime.Display;

namespace Makemore.Pages.Markup;

/// <summary>Writes the values of an interpolated text: markup as it is, all else escaped, numbers in the invariant culture.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlWriter
{
    private readonly StringBuilder markup;

    /// <summary>Called by the compiler.</summary>
    public HtmlWriter(int literalLength, int formattedCount) => markup = new(literalLength + (formattedCount * 16));

    /// <summary>The markup of the text.</summary>
    public void AppendLiteral(string text) => markup.Append(text);

    /// <summary>A piece.</summary>
    public void AppendFormatted(Html piece) => markup.Append(piece.ToString());

    /// <summary>Pieces one behind the other.</summary>
    public void AppendFormatted(IEnumerable<Html> pieces)
    {
        foreach (var piece in pieces)
        {
            markup.Append(piece.ToString());
        }
    }

    /// <summary>A text, in which what cannot be seen or would steer the line is spelled out; line breaks and tabs stay.</summary>
    public void AppendFormatted(string? text)
    {
        var rest = text ?? "";
        while (rest.AsSpan().IndexOfAny('\n', '\t') is >= 0 and var end)
        {
            markup.Append(WebUtility.HtmlEncode(VisibleText.Of(rest[..end]))).Append(rest[end]);
            rest = rest[(end + 1)..];
        }

        markup.Append(WebUtility.HtmlEncode(VisibleText.Of(rest)));
    }

    /// <summary>A whole number.</summary>
    public void AppendFormatted(long number) => markup.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A coordinate, to a tenth of a pixel.</summary>
    public void AppendFormatted(double number) => markup.Append(number.ToString("0.#", CultureInfo.InvariantCulture));

    /// <summary>A number in a format.</summary>
    public void AppendFormatted(double number, string format) => markup.Append(number.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>All of it.</summary>
    public string Finish() => markup.ToString();
}
