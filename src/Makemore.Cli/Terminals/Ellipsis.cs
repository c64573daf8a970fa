using Spectre.Console;

namespace Makemore.Cli.Terminals;

/// <summary>Cuts what is too long for a line.</summary>
internal static class Ellipsis
{
    private const string Sign = "…";

    /// <summary>The text, or as much of it as fits with an ellipsis behind it.</summary>
    /// <param name="text">A text of one line.</param>
    /// <param name="width">The columns, 1 or more.</param>
    public static string Cut(string text, int width)
    {
        if (text.GetCellWidth() <= width)
        {
            return text;
        }

        var (kept, columns) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            columns += rune.ToString().GetCellWidth();
            if (columns > width - 1)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return text[..kept] + Sign;
    }
}
