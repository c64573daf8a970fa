using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <summary>A program's text, where it stands, and where its errors go.</summary>
internal sealed class ProgramText
{
    private readonly Func<int, int, SourceLocation>? locate;
    private readonly DiagnosticBag diagnostics;

    /// <summary>Makes a source.</summary>
    /// <param name="text">The program.</param>
    /// <param name="locate">Leads from a span of the program to its place; null for the prelude, which has none.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public ProgramText(string text, Func<int, int, SourceLocation>? locate, DiagnosticBag diagnostics) =>
        (Text, this.locate, this.diagnostics) = (text, locate, diagnostics);

    /// <summary>The program.</summary>
    public string Text { get; }

    /// <summary>Whether it is the user's, so that an error may be shown in it.</summary>
    public bool IsVisible => locate is not null;

    /// <summary>Reports a broken rule at a span of the program.</summary>
    public void Report(Rule rule, int start, int length, params string[] arguments)
    {
        if (locate is null)
        {
            throw new InvalidOperationException($"The prelude breaks {rule.Id} at {start}: {string.Join(", ", arguments)}");
        }

        diagnostics.Report(rule, locate(start, length), arguments);
    }

    /// <summary>The lines of comment right above the line of an offset: they document what stands there.</summary>
    public string CommentAbove(int offset)
    {
        var comments = new Stack<string>();
        var end = offset == 0 ? -1 : Text.LastIndexOf('\n', offset - 1);
        while (end > 0)
        {
            var start = Text.LastIndexOf('\n', end - 1) + 1;
            var line = Text.Substring(start, end - start).Trim();
            if (!line.StartsWith("//", StringComparison.Ordinal))
            {
                break;
            }

            comments.Push(line.TrimStart('/').Trim());
            end = start - 1;
        }

        return string.Join(" ", comments);
    }

    /// <summary>The line of the program in which an offset lies, trimmed.</summary>
    public string LineAt(int offset)
    {
        var start = offset == 0 ? 0 : Text.LastIndexOf('\n', offset - 1) + 1;
        var end = Text.IndexOf('\n', offset);
        return Text.Substring(start, (end < 0 ? Text.Length : end) - start).Trim();
    }
}
