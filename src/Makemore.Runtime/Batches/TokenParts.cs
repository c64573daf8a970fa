using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Batches;

/// <summary>Reads a file part by part, for what need not have it in memory as a whole.</summary>
public static class TokenParts
{
    /// <summary>The bytes of a part, unless another size is asked for.</summary>
    public const int UsualBytes = 1 << 26;

    /// <summary>Makes tokens of a file: of whole lines, or of a running text cut between characters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unit">Whether its documents are lines or one running text.</param>
    /// <param name="tokenizer">Makes the tokens; one that joins characters sees those of a part only.</param>
    /// <param name="partBytes">About as many bytes as a part has; a line is never cut.</param>
    /// <returns>The parts, each with lines of its own, or with the next stretch of the running text.</returns>
    /// <exception cref="MakemoreException">The file cannot be read, is no UTF-8, or has characters outside of the
    /// vocabulary.</exception>
    public static IEnumerable<TokenSequences> Read(string path, DatasetUnit unit, Tokenizer tokenizer, int partBytes = UsualBytes)
    {
        using var stream = Open(path);
        var buffer = new byte[partBytes];
        var (filled, offset) = (0, 0L);
        while (true)
        {
            filled += ReadInto(stream, path, buffer.AsSpan(filled));
            var isLast = filled < buffer.Length;
            var end = isLast ? filled : EndOfPart(buffer, unit);
            if (end == 0 && !isLast)
            {
                // A line that is longer than a part.
                Array.Resize(ref buffer, buffer.Length * 2);
                continue;
            }

            var content = buffer[..end];
            if (unit == DatasetUnit.Text ? end > 0 : content.AsSpan().ContainsAnyExcept(" \r\n\t"u8))
            {
                yield return Tokens($"{path}, from byte {offset}", content, unit, tokenizer);
            }

            if (isLast)
            {
                yield break;
            }

            buffer.AsSpan(end..filled).CopyTo(buffer);
            filled -= end;
            offset += end;
        }
    }

    private static TokenSequences Tokens(string name, byte[] content, DatasetUnit unit, Tokenizer tokenizer)
    {
        var text = TextFile.Of(new DataFile(name, content, Sha256: ""));
        return TokenizedCorpus.Tokenize(unit == DatasetUnit.Line ? Documents.Lines(text)
            : Documents.RunningText(text), tokenizer);
    }

    // Behind the last line end, or before the last character, of which the end may be missing.
    private static int EndOfPart(ReadOnlySpan<byte> part, DatasetUnit unit)
    {
        if (unit == DatasetUnit.Line)
        {
            return part.LastIndexOf((byte)'\n') + 1;
        }

        var end = part.Length - 1;
        while (end > 0 && (part[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return end;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"Cannot read {path}: {error.Message}", error);
        }
    }

    private static int ReadInto(FileStream stream, string path, Span<byte> buffer)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (IOException error)
        {
            throw new MakemoreException($"Cannot read {path}: {error.Message}", error);
        }
    }
}
