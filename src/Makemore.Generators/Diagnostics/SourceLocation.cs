namespace Makemore.Generators.Diagnostics;

/// <summary>A place in a file: a span of UTF-16 offsets and the zero-based lines and columns of its two ends.</summary>
/// <param name="File">The path of the file as the build names it.</param>
/// <param name="Start">The offset of the first character.</param>
/// <param name="Length">The number of characters.</param>
/// <param name="StartLine">The line of the first character.</param>
/// <param name="StartColumn">The column of the first character.</param>
/// <param name="EndLine">The line of the end.</param>
/// <param name="EndColumn">The column behind the last character.</param>
public sealed record SourceLocation(
    string File, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>The place of a span of <paramref name="text"/>.</summary>
    public static SourceLocation Of(string file, string text, int start, int length)
    {
        start = Math.Min(Math.Max(start, 0), text.Length);
        length = Math.Min(Math.Max(length, 0), text.Length - start);
        var (startLine, startColumn) = Position(text, start);
        var (endLine, endColumn) = Position(text, start + length);
        return new(file, start, length, startLine, startColumn, endLine, endColumn);
    }

    private static (int Line, int Column) Position(string text, int offset)
    {
        var line = 0;
        var lineStart = 0;
        for (var i = 0; i < offset; i++)
        {
            // A line ends with \n, \r\n or \r, as in Roslyn's SourceText.
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        return (line, offset - lineStart);
    }
}
