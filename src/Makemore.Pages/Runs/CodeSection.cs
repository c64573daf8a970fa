using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;

namespace Makemore.Pages.Runs;

/// <summary>The C# that the compiler has written for the experiment.</summary>
internal static class CodeSection
{
    /// <summary>The section; null where the code of the run is not known.</summary>
    public static Section? Of(RunFindings findings)
    {
        if (findings.Plan is not { } plan || findings.Project.CodeOf(plan.Experiment) is not { } code)
        {
            return null;
        }

        var text = code.ReplaceLineEndings("\n").Replace("\ufeff", "", StringComparison.Ordinal).TrimEnd();
        return new("code", "Generated code", Html.Of($"""
            {Parts.Paragraph("What was compiled and run. It is left out of a print.")}
            <details class="code"><summary>{Figures.Count(text.Count(letter => letter == '\n') + 1)} lines of C#</summary>{Parts.Listing("Generated C#", CodeTokens.Of(text))}</details>
            """));
    }
}
