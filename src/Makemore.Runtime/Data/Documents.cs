using System.Text;
using Makemore.Runtime.Numerics;

namespace Makemore.Runtime.Data;

/// <summary>
/// The documents of a split, in order: the lines of a file, or one running text. They are stretches of the file's bytes,
/// so that a large file is in memory once.
/// </summary>
public sealed class Documents
{
    private readonly TextFile? file;
    private readonly ReadOnlyMemory<TextSpan> spans;

    private Documents(TextFile? file, ReadOnlyMemory<TextSpan> spans)
    {
        this.file = file;
        this.spans = spans;
    }

    /// <summary>No documents.</summary>
    public static Documents None { get; } = new(null, default);

    /// <summary>The number of documents.</summary>
    public int Count => spans.Length;

    /// <summary>The UTF-8 of a document.</summary>
    public ReadOnlySpan<byte> this[int index] => file![spans.Span[index]];

    /// <summary>A document as a string.</summary>
    public string Text(int index) => Encoding.UTF8.GetString(this[index]);

    /// <summary>The bytes of all documents together.</summary>
    public int ByteCount()
    {
        var count = 0;
        foreach (var span in spans.Span)
        {
            count += span.Length;
        }

        return count;
    }

    /// <summary>Where a document, or a byte of it, stands in its file.</summary>
    public TextPosition Position(int index, int offset = 0) => file!.Position(spans.Span[index].Start + offset);

    /// <summary>
    /// The lines of a file, as makemore.py reads them: without white space on both ends, and without those that are then
    /// empty. A line ends with LF, CRLF or CR; the last one needs no end.
    /// </summary>
    /// <exception cref="MakemoreException">All lines are empty.</exception>
    internal static Documents Lines(TextFile file)
    {
        var lines = new List<TextSpan>(file[file.Text].Count((byte)'\n') + 1);
        for (var start = file.Text.Start; start < file.Text.End;)
        {
            var rest = file[file.Text with { Start = start }];
            var length = rest.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var found ? found : rest.Length;
            var trimmed = Utf8Text.Trim(rest[..length]);
            if (trimmed.Length > 0)
            {
                lines.Add(new(start + trimmed.Start, start + trimmed.End));
            }

            start += length + 1;
        }

        return lines.Count > 0
            ? new(file, lines.ToArray())
            : throw new MakemoreException($"{file.Name}: all lines are empty; expected one example a line.");
    }

    /// <summary>A file as one running text, every character as it is.</summary>
    internal static Documents RunningText(TextFile file) => new(file, new[] { file.Text });

    /// <summary>The documents from one index to before another.</summary>
    internal Documents Slice(int start, int end) => new(file, spans[start..end]);

    /// <summary>One document, cut to the characters from one index to before another; none where that is empty.</summary>
    internal Documents Cut(int start, int end)
    {
        var whole = spans.Span[0];
        var from = Utf8Text.Offset(file![whole], start);
        var length = Utf8Text.Offset(file[whole][from..], end - start);
        return length == 0 ? None : new(file, new[] { new TextSpan(whole.Start + from, whole.Start + from + length) });
    }

    /// <summary>The documents in the order of <c>random.seed(seed); random.shuffle(documents)</c> in Python.</summary>
    internal Documents Shuffled(long seed)
    {
        var shuffled = spans.ToArray();
        new PythonRandom(seed).Shuffle<TextSpan>(shuffled);
        return new(file, shuffled);
    }
}
