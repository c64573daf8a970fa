using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>A spec as a text, not read yet.</summary>
/// <param name="Path">The path as the build names it; diagnostics carry it.</param>
/// <param name="RelativePath">The path below the project, with forward slashes: <c>lectures/part2-mlp.yaml</c>.</param>
/// <param name="Text">The content.</param>
public sealed record SpecFile(string Path, string RelativePath, string Text)
{
    private const int MostCharacters = 1_000_000;

    private static readonly string[] Endings = [".yaml", ".yml"];

    /// <summary>The path below the project without its ending.</summary>
    public string Name => Endings.FirstOrDefault(Has) is { } ending
        ? RelativePath.Substring(0, RelativePath.Length - ending.Length)
        : RelativePath;

    /// <summary>Whether it holds definitions of the model language instead of a spec.</summary>
    public bool IsLibrary => Has(".mk");

    /// <summary>Whether the text can be read at all; says why not.</summary>
    public bool IsReadable(DiagnosticBag diagnostics)
    {
        if (Text.Length > MostCharacters)
        {
            diagnostics.Report(Rules.TooLarge, LocationOf(0, 1), $"the file has more than {MostCharacters} characters");
            return false;
        }

        // What is no UTF-8 comes as the character that stands for the unknown.
        if (Text.IndexOf('\uFFFD') is >= 0 and var place)
        {
            diagnostics.Report(Rules.NotUtf8, LocationOf(place, 1));
            return false;
        }

        return true;
    }

    /// <summary>The place of a span of the text.</summary>
    public SourceLocation LocationOf(int start, int length) => SourceLocation.Of(Path, Text, start, length);

    private bool Has(string ending) => RelativePath.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A spec that was read: its tree, and what is wrong with its YAML.</summary>
/// <param name="File">The text.</param>
/// <param name="Tree">The tree, or null where the text is no YAML mapping.</param>
/// <param name="Diagnostics">What the reader found.</param>
public sealed record ParsedSpec(SpecFile File, SpecMapping? Tree, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>Whether it is a file of some other program, which is left alone.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether it varies other specs instead of being an experiment itself.</summary>
    public bool IsSweep => Tree?.Find(SweepKeys.Section) is not null;

    /// <summary>Reads a text.</summary>
    public static ParsedSpec Read(SpecFile file)
    {
        var diagnostics = new DiagnosticBag();
        var tree = file.IsReadable(diagnostics) ? SpecReader.Read(file, diagnostics) : null;
        return ForeignYaml.Is(file, tree)
            ? new(file, null, [new(Rules.NoKeyOfASpec, file.LocationOf(0, 1), [file.RelativePath])]) { IsForeign = true }
            : new(file, tree, diagnostics.ToArray());
    }
}
