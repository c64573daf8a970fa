using System.Text;

namespace Makemore.Generators.Emit;

/// <summary>Writes C# line by line: four spaces a level, <c>\n</c> at the ends, blocks as <c>using</c> scopes.</summary>
/// <param name="width">The length from which on statements are broken.</param>
internal sealed class CodeWriter(int width = CodeWriter.Width)
{
    private const int Width = 120;
    private const int Overhang = 20;

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

    /// <summary>Writes a statement; where it is too long, the arguments of its call or the terms of its sum go to lines of their own.</summary>
    public void Statement(string statement) => Broken(statement, width);

    /// <summary>Writes a comment, in as many lines as it takes.</summary>
    public void Comment(string comment) => Words("//", comment, "    ");

    /// <summary>Writes what gives a value to something; where it is too long, the value goes to a line of its own.</summary>
    public void Assignment(string target, string value)
    {
        if ((4 * level) + target.Length + value.Length + 4 <= width)
        {
            Line($"{target} = {value};");
            return;
        }

        Line($"{target} =");
        using var indent = Indent();
        Statement($"{value};");
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
            if (text.Length > 1 && text[text.Length - 1] == '\n' && text[text.Length - 2] == '\n')
            {
                text.Length--;
            }

            Line("}" + end);
        });
    }

    /// <summary>Writes an opening bracket; disposing of the result closes it.</summary>
    /// <param name="end">What follows the closing bracket.</param>
    public IDisposable Brackets(string end)
    {
        Line("[");
        level++;
        return new Scope(() =>
        {
            level--;
            Line("]" + end);
        });
    }

    /// <summary>Indents until the result is disposed of.</summary>
    public IDisposable Indent()
    {
        level++;
        return new Scope(() => level--);
    }

    /// <summary>Writes a summary, escaped; nothing where it is empty, and on lines of its own where it is long.</summary>
    public void Summary(string summary)
    {
        if (summary.Length == 0)
        {
            return;
        }

        var line = $"/// <summary>{Literal.Xml(summary)}</summary>";
        if ((4 * level) + line.Length <= width + Overhang)
        {
            Line(line);
            return;
        }

        Line("/// <summary>");
        Words("///", Literal.Xml(summary), "");
        Line("/// </summary>");
    }

    /// <summary>What was written.</summary>
    public override string ToString() => text.ToString();

    private void Words(string mark, string text, string indentation)
    {
        var line = mark;
        foreach (var word in text.Split(' '))
        {
            if ((4 * level) + line.Length + word.Length + 1 > width && line.Length > mark.Length)
            {
                Line(line);
                line = mark + indentation;
            }

            line += " " + word;
        }

        Line(line.TrimEnd());
    }

    // What stands alone on its line may be longer than one that was filled.
    private void Broken(string text, int longest)
    {
        if ((4 * level) + text.Length <= longest || LineBreaks.Of(text) is not { } breaks)
        {
            Line(text);
            return;
        }

        List<string> lines = [.. breaks.Lines(width - (4 * (level + 1)))];
        Broken(lines[0], width + Overhang);
        using var indent = Indent();
        foreach (var line in lines.Skip(1))
        {
            Broken(line, width + Overhang);
        }
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
