using Makemore.Cli.Terminals;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli.Reports;

/// <summary>Something that diagnostics have found.</summary>
/// <param name="Kind">What it is: <c>Saturated</c>.</param>
/// <param name="Severity"><c>Warning</c> or <c>Note</c>.</param>
/// <param name="Step">The step at which it was seen.</param>
/// <param name="Subject">The layer or parameter; empty for the whole network.</param>
/// <param name="Message">What was seen and what to do.</param>
/// <param name="Page">The page that explains it.</param>
internal sealed record FindingReport(string Kind, string Severity, long Step, string Subject, string Message, string Page)
{
    /// <summary>The findings of a run; null where nobody has asked for its diagnostics, or where it has none.</summary>
    public static IReadOnlyList<FindingReport>? Of(RunPlan plan, RunResult result)
    {
        var observations = plan.Spec.Diagnostics.Every == 0 || result.Folder is not { } folder ? []
            : DiagnosticsLog.Read(Path.Combine(folder, RunFolder.DiagnosticsName));
        return observations.Count == 0 ? null
            : [.. Diagnosis.Of(observations).Select(finding => new FindingReport(
                finding.Kind.ToString(), finding.Severity.ToString(), finding.Step, finding.Subject, finding.Message, finding.Page))];
    }

    /// <summary>Prints findings, a line each.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<FindingReport> findings)
    {
        foreach (var finding in findings)
        {
            terminal.WriteLine($"{finding.Severity.ToLowerInvariant()}: {finding.Message} ({finding.Page})");
        }

        if (findings.Count == 0)
        {
            terminal.WriteLine("Diagnostics: nothing stands out (docs/diagnosing.md).");
        }
    }
}
