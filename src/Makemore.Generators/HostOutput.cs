using System.Text;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Makemore.Generators;

/// <summary>Hands over to the compiler host what the compiler has made.</summary>
internal static class HostOutput
{
    /// <summary>Adds generated files to the project.</summary>
    public static void Add(SourceProductionContext output, IEnumerable<GeneratedFile> files)
    {
        foreach (var file in files)
        {
            output.AddSource(file.HintName, SourceText.From(file.Code, Encoding.UTF8));
        }
    }

    /// <summary>Reports what is wrong.</summary>
    public static void Report(SourceProductionContext output, EquatableArray<DiagnosticInfo> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            output.ReportDiagnostic(RoslynDiagnostics.Of(diagnostic));
        }
    }
}
