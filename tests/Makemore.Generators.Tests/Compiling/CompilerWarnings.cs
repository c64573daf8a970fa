using Microsoft.CodeAnalysis;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>What is not in order with generated code.</summary>
internal static class CompilerWarnings
{
    /// <summary>
    /// Fails where the generator reports or throws anything, or the C# compiler has an error, a warning or a hint on the
    /// generated code, missing docs among them.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="except">Rules that it may break.</param>
    public static void AssertNone(GeneratedProject project, params string[] except)
    {
        var diagnostics = project.Diagnostics.Concat(project.Compilation.GetDiagnostics())
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && !except.Contains(diagnostic.Id))
            .Select(diagnostic =>
                $"{diagnostic}\n    {diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}")
            .ToList();
        Assert.Null(project.Result.Exception);
        Assert.True(diagnostics.Count == 0, string.Join('\n', diagnostics));
    }
}
