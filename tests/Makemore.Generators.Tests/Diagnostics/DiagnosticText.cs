using System.Globalization;
using System.Text;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Tests.Diagnostics;

/// <summary>
/// Renders diagnostics for snapshots: a line as compilers print it, the source line, and carets under the span.
/// </summary>
internal static class DiagnosticText
{
    public static string Render(IEnumerable<DiagnosticInfo> diagnostics, IReadOnlyDictionary<string, string> texts)
    {
        var rendered = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            var (location, severity) = (diagnostic.Location, diagnostic.Rule.Severity.ToString().ToLowerInvariant());
            rendered.Append(CultureInfo.InvariantCulture,
                $"{location.File}({location.StartLine + 1},{location.StartColumn + 1}-{location.EndLine + 1},{location.EndColumn + 1})");
            rendered.Append(CultureInfo.InvariantCulture, $": {severity} {diagnostic.Rule.Id}: {diagnostic.Message}\n");
            var line = texts[location.File].Split('\n')[location.StartLine].TrimEnd('\r');
            var end = location.EndLine == location.StartLine ? location.EndColumn : line.Length;
            rendered.Append(CultureInfo.InvariantCulture, $"    {line}\n    ");
            rendered.Append(new string([.. line.Take(location.StartColumn).Select(letter => letter == '\t' ? '\t' : ' ')]));
            rendered.Append('^', Math.Max(end - location.StartColumn, 1)).Append("\n\n");
        }

        return rendered.ToString();
    }
}
