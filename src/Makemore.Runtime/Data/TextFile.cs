using System.Text;
using System.Text.Unicode;

namespace Makemore.Runtime.Data;

/// <summary>A file of valid UTF-8, kept as its bytes.</summary>
internal sealed class TextFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly byte[] content;

    private TextFile(string name, byte[] content)
    {
        Name = name;
        this.content = content;
        Text = new(content.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0, content.Length);
    }

    /// <summary>Its full path, for messages.</summary>
    public string Name { get; }

    /// <summary>All of the text: the file without its byte order mark.</summary>
    public TextSpan Text { get; }

    /// <summary>The UTF-8 of a span.</summary>
    public ReadOnlySpan<byte> this[TextSpan span] => content.AsSpan(span.Start, span.Length);

    /// <summary>Checks the encoding of a file.</summary>
    /// <exception cref="MakemoreException">It is empty, or not UTF-8.</exception>
    public static TextFile Of(DataFile file)
    {
        var text = new TextFile(file.Name, file.Content);
        if (text.Text.Length == 0)
        {
            throw new MakemoreException($"{file.Name}: the file is empty; expected text in UTF-8.");
        }

        return Utf8.IsValid(text[text.Text]) ? text : throw text.Invalid();
    }

    /// <summary>Line and column of a byte. Only errors ask for it, so it is counted from the start of the file.</summary>
    public TextPosition Position(int offset)
    {
        var before = content.AsSpan(Text.Start, offset - Text.Start);
        var line = 1;
        for (int end; (end = before.IndexOfAny((byte)'\n', (byte)'\r')) >= 0; line++)
        {
            var isPair = before[end] == '\r' && end + 1 < before.Length && before[end + 1] == '\n';
            before = before[(end + (isPair ? 2 : 1))..];
        }

        return new(Name, line, Utf8Text.CountCharacters(before) + 1);
    }

    private MakemoreException Invalid()
    {
        var offset = Text.Start;
        while (Rune.DecodeFromUtf8(content.AsSpan(offset), out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        var hint = content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? " It looks like UTF-16." : "";
        return new MakemoreException(
            $"{Name}, line {Position(offset).Line}: invalid UTF-8: byte 0x{content[offset]:X2} at byte offset {offset}.{hint} " +
            "Save the file as UTF-8.");
    }
}

/// <summary>A stretch of a file.</summary>
/// <param name="Start">The offset of its first byte.</param>
/// <param name="End">The offset behind its last byte.</param>
internal readonly record struct TextSpan(int Start, int End)
{
    /// <summary>The number of bytes.</summary>
    public int Length => End - Start;
}

/// <summary>A place in a file, for messages.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character of the line, from 1.</param>
public readonly record struct TextPosition(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{File}, line {Line}, column {Column}");
}
