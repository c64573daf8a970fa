using Makemore.Format;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <summary>The prelude: layers for every program, and the presets, all in the language itself.</summary>
public static class Prelude
{
    /// <summary>Functions for every program.</summary>
    internal static IReadOnlyList<Definition> Functions { get; } = Read(PreludeText.Functions);

    /// <summary>The programs of layers whose arguments the table of operations knows.</summary>
    internal static IReadOnlyList<Definition> Layers { get; } = Read(PreludeText.Layers);

    private static readonly IReadOnlyList<Definition> Models = Read(PreludeText.Presets);

    /// <summary>The names of the presets, in the order of the text, as the language writes them.</summary>
    public static IEnumerable<string> Presets => Models.Select(definition => definition.Name);

    /// <summary>A preset by its name, or null.</summary>
    internal static Definition? Preset(string name) => Models.FirstOrDefault(definition => definition.Name == name);

    private static IReadOnlyList<Definition> Read(string text) =>
        [.. Parser.Parse(new ProgramText(text, null, new DiagnosticBag()))!.Definitions];
}
