using Makemore.Format;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <summary>The prelude: layers for every program, and the presets, all in the language itself.</summary>
public static class Prelude
{
    /// <summary>The prelude, read.</summary>
    internal static ProgramSyntax Program { get; } =
        Parser.Parse(new ProgramText(PreludeText.Value, null, new DiagnosticBag()))!;

    /// <summary>What every program may use: the definitions that are no presets.</summary>
    internal static IEnumerable<Definition> Library => Program.Definitions.Where(definition => !IsPreset(definition));

    /// <summary>The names of the presets, in the order of the text, as the language writes them.</summary>
    public static IEnumerable<string> Presets => Program.Definitions.Where(IsPreset).Select(definition => definition.Name);

    /// <summary>A preset by its name, or null.</summary>
    internal static Definition? Preset(string name) => Program.Definitions.FirstOrDefault(d => d.Name == name && IsPreset(d));

    // A preset stands for a whole model: nothing has to be given.
    private static bool IsPreset(Definition definition) => definition.Parameters.All(parameter => parameter.Default is not null);
}
