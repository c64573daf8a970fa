using System.Text;

namespace Makemore.Generators.Emit;

/// <summary>Writes C# line by line: four spaces a level, <c>\n</c> at the ends, blocks as <c>using</c> scopes.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int level;

    /// <summary>Writes a line; an empty one has no indentation.</summary>
    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            text.Append(' ', 4 * level).Append(line);
        }

        text.Append('\n');
        return this;
    }

    /// <summary>Writes lines of a longer text.</summary>
    public void Lines(string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            Line(line.TrimEnd('\r'));
        }
    }

    /// <summary>Writes a line, where there is one, and an opening brace; disposing of the result closes it.</summary>
    /// <param name="head">The line.</param>
    /// <param name="end">What follows the closing brace.</param>
    public IDisposable Block(string head, string end = "")
    {
        if (head.Length > 0)
        {
            Line(head);
        }

        Line("{");
        level++;
        return new Scope(() =>
        {
            level--;
            Line("}" + end);
        });
    }

    /// <summary>Indents until the result is disposed of.</summary>
    public IDisposable Indent()
    {
        level++;
        return new Scope(() => level--);
    }

    /// <summary>Writes a summary, escaped; nothing where it is empty.</summary>
    public void Summary(string summary)
    {
        if (summary.Length > 0)
        {
            Line($"/// <summary>{Literal.Xml(summary)}</summary>");
        }
    }

    /// <summary>What was written.</summary>
    public override string ToString() => text.ToString();

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
