using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Makemore.Generators.Diagnostics;

/// <summary>Turns a breach of a rule into what the compiler reports.</summary>
internal static class RoslynDiagnostics
{
    /// <summary>The compiler's form of a diagnostic.</summary>
    public static Diagnostic Of(DiagnosticInfo info)
    {
        var place = info.Location;
        return Diagnostic.Create(
            Descriptor(info.Rule),
            Location.Create(
                place.File,
                new TextSpan(place.Start, place.Length),
                new LinePositionSpan(new(place.StartLine, place.StartColumn), new(place.EndLine, place.EndColumn))),
            [.. info.Arguments]);
    }

    private static DiagnosticDescriptor Descriptor(Rule rule) => new(
        rule.Id,
        rule.Title,
        rule.Message,
        "Makemore",
        rule.Severity switch
        {
            RuleSeverity.Error => DiagnosticSeverity.Error,
            RuleSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        },
        isEnabledByDefault: true,
        helpLinkUri: rule.HelpLink);
}
