using System.Collections.Immutable;

namespace Makemore.Board.Reading;

/// <summary>What the folder of a run holds for a reader.</summary>
/// <param name="Spec">The spec with every default; null where it is not there.</param>
/// <param name="Samples">The samples; null before they are drawn.</param>
/// <param name="Files">The names of the files and their bytes.</param>
internal sealed record RunTexts(string? Spec, string? Samples, ImmutableArray<(string Name, long Bytes)> Files)
{
    private const int MostCharacters = 20_000;

    /// <summary>Reads them; what vanishes meanwhile is not there.</summary>
    public static RunTexts Of(BoardRun run)
    {
        var folder = run.Stored.Folder;
        try
        {
            return new(
                Read(folder.Spec), Read(folder.Samples),
                [.. new DirectoryInfo(folder.Path).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (file.Name, file.Length))]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(null, null, []);
        }
    }

    private static string? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var reader = new StreamReader(path);
        var text = new char[MostCharacters];
        var length = reader.ReadBlock(text);
        return new string(text, 0, length) + (reader.Peek() >= 0 ? "…" : "");
    }
}
