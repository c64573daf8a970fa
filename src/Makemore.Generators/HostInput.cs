using System.Text;
using Makemore.Generators.Emit;
using Makemore.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Makemore.Generators;

/// <summary>Turns what the compiler host hands over into values of the compiler.</summary>
internal static class HostInput
{
    /// <summary>Whether a text is a spec or a file of definitions.</summary>
    public static bool IsSpec(AdditionalText text, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(text).TryGetValue("build_metadata.AdditionalFiles.MakemoreSpec", out var value)
        && value == "true";

    /// <summary>What the project file says.</summary>
    public static ProjectOptions Project(AnalyzerConfigOptions options, bool hasTorch) => new(
        Naming.RootNamespace(options.TryGetValue("build_property.RootNamespace", out var space) ? space : ""),
        options.TryGetValue("build_property.ProjectDir", out var folder) ? folder : "",
        hasTorch)
    {
        HasDiagnostics = options.TryGetValue("build_property.MakemoreDiagnostics", out var diagnostics)
            && diagnostics.Equals("true", StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>The text of a spec.</summary>
    public static SpecFile File(AdditionalText text, ProjectOptions project, CancellationToken cancellation)
    {
        var source = text.GetText(cancellation);
        var content = source?.ToString() ?? "";
        // What is no UTF-8 the host takes for the system's encoding; as UTF-8 it shows where it is none.
        return new(text.Path, project.Relative(text.Path), source is { Encoding: { IsSingleByte: true } encoding }
            ? Encoding.UTF8.GetString(encoding.GetBytes(content)) : content);
    }
}
