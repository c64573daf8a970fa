using Makemore.Generators.Collections;
using YamlDotNet.Core;

namespace Makemore.Generators.Specs;

/// <summary>Finds where the pieces of a scalar's content stand in the file.</summary>
internal static class ScalarMap
{
    /// <summary>The map of a scalar.</summary>
    /// <param name="file">The file.</param>
    /// <param name="content">The content, as YAML understands it.</param>
    /// <param name="style">How it is written.</param>
    /// <param name="start">The offset at which the scalar begins, with its anchor.</param>
    /// <param name="end">The offset at which it ends.</param>
    /// <returns>An exact map, or an empty one where the content does not stand in the file to the letter.</returns>
    public static TextMap Of(SpecFile file, string content, ScalarStyle style, int start, int end) => style switch
    {
        ScalarStyle.Plain => OnOneLine(file, content, end - content.Length, start),
        ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => OnOneLine(file, content, end - 1 - content.Length, start),
        ScalarStyle.Literal => Literal(file, content, start),
        _ => TextMap.None(file.Path),
    };

    private static TextMap OnOneLine(SpecFile file, string content, int contentStart, int start)
    {
        if (contentStart < start || content.IndexOfAny(['\r', '\n']) >= 0 || !StandsAt(file.Text, contentStart, content))
        {
            return TextMap.None(file.Path);
        }

        var location = file.LocationOf(contentStart, content.Length);
        return new(file.Path, [new(0, content.Length, contentStart, location.StartLine, location.StartColumn)]);
    }

    // Each line of the content is the end of a line of the file: what stands before it is the indentation.
    private static TextMap Literal(SpecFile file, string content, int start)
    {
        var line = file.LocationOf(start, 0).StartLine;
        var (lineEnd, next) = EndOfLine(file.Text, start);
        var segments = new List<TextSegment>();
        var offset = 0;
        foreach (var text in content.Split('\n'))
        {
            if (offset == content.Length && segments.Count > 0)
            {
                // Behind the last line break: an unexpected end is shown behind the last character.
                var last = segments[segments.Count - 1];
                segments.Add(new(offset, 0, last.FileStart + last.Length, last.Line, last.Column + last.Length));
                break;
            }

            var lineStart = next;
            line++;
            (lineEnd, next) = EndOfLine(file.Text, lineStart);
            var textStart = text.Length == 0 ? lineEnd : lineEnd - text.Length;
            if (textStart < lineStart || !StandsAt(file.Text, textStart, text))
            {
                return TextMap.None(file.Path);
            }

            segments.Add(new(offset, text.Length, textStart, line, textStart - lineStart));
            offset += text.Length + 1;
        }

        return new(file.Path, segments.ToEquatableArray());
    }

    private static (int End, int Next) EndOfLine(string text, int start)
    {
        var end = text.IndexOfAny(['\r', '\n'], start);
        return end < 0 ? (text.Length, text.Length)
            : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? (end, end + 2)
            : (end, end + 1);
    }

    private static bool StandsAt(string text, int start, string content) =>
        start >= 0 && string.CompareOrdinal(text, start, content, 0, content.Length) == 0;
}
