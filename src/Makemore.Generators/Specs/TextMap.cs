using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>Leads from offsets in a scalar's content to places in the file, across the indentation of a block scalar.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Segments">The runs of the content that stand in the file to the letter, in order.</param>
public sealed record TextMap(string File, EquatableArray<TextSegment> Segments)
{
    /// <summary>A map that knows no place.</summary>
    public static TextMap None(string file) => new(file, []);

    /// <summary>The place of a span of the content, or null where the map does not know.</summary>
    public SourceLocation? LocationOf(int start, int length)
    {
        var first = SegmentAt(start);
        var last = SegmentAt(start + length);
        if (first is null || last is null)
        {
            return null;
        }

        var begin = first.FileStart + (start - first.Start);
        var end = last.FileStart + (start + length - last.Start);
        return new(
            File, begin, end - begin,
            first.Line, first.Column + (start - first.Start),
            last.Line, last.Column + (start + length - last.Start));
    }

    private TextSegment? SegmentAt(int offset) =>
        Segments.LastOrDefault(segment => segment.Start <= offset) is { } found && offset <= found.Start + found.Length
            ? found
            : null;
}

/// <summary>A run of content on one line.</summary>
/// <param name="Start">Its offset in the content.</param>
/// <param name="Length">Its length, without the line's end.</param>
/// <param name="FileStart">Its offset in the file.</param>
/// <param name="Line">Its zero-based line in the file.</param>
/// <param name="Column">Its zero-based column in the file.</param>
public sealed record TextSegment(int Start, int Length, int FileStart, int Line, int Column);
