using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>A spec as a text, not read yet.</summary>
/// <param name="Path">The path as the build names it; diagnostics carry it.</param>
/// <param name="RelativePath">The path below the project, with forward slashes: <c>lectures/part2-mlp.yaml</c>.</param>
/// <param name="Text">The content.</param>
public sealed record SpecFile(string Path, string RelativePath, string Text)
{
    /// <summary>The path below the project without its ending.</summary>
    public string Name => RelativePath.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        ? RelativePath.Substring(0, RelativePath.Length - ".yaml".Length)
        : RelativePath;

    /// <summary>The place of a span of the text.</summary>
    public SourceLocation LocationOf(int start, int length) => SourceLocation.Of(Path, Text, start, length);
}

/// <summary>A spec that was read: its tree, and what is wrong with its YAML.</summary>
/// <param name="File">The text.</param>
/// <param name="Tree">The tree, or null where the text is no YAML mapping.</param>
/// <param name="Diagnostics">What the reader found.</param>
public sealed record ParsedSpec(SpecFile File, SpecMapping? Tree, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>Reads a text.</summary>
    public static ParsedSpec Read(SpecFile file)
    {
        var diagnostics = new DiagnosticBag();
        var tree = SpecReader.Read(file, diagnostics);
        return new(file, tree, diagnostics.ToArray());
    }
}
