using System.Text;

namespace Makemore.Generators.Emit;

/// <summary>Writes C# line by line: four spaces a level, <c>\n</c> at the ends, blocks as <c>using</c> scopes.</summary>
/// <param name="width">The length from which on statements are broken.</param>
internal sealed class CodeWriter(int width = CodeWriter.Width)
{
    private const int Width = 120;

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

    /// <summary>Writes a statement; where it is too long, the arguments of its outermost call go to lines of their own.</summary>
    public void Statement(string statement)
    {
        var open = statement.IndexOf('(');
        var close = statement.LastIndexOf(')');
        if ((4 * level) + statement.Length <= width || open < 0)
        {
            Line(statement);
            return;
        }

        Line(statement.Substring(0, open + 1));
        using (Indent())
        {
            var line = "";
            foreach (var argument in Arguments(statement.Substring(open + 1, close - open - 1)))
            {
                if (line.Length > 0 && (4 * level) + line.Length + argument.Length + 2 > width)
                {
                    Line(line + ",");
                    line = argument;
                }
                else
                {
                    line = line.Length == 0 ? argument : $"{line}, {argument}";
                }
            }

            Line(line + statement.Substring(close));
        }
    }

    /// <summary>Writes a comment, in as many lines as it takes.</summary>
    public void Comment(string comment)
    {
        var line = "//";
        foreach (var word in comment.Split(' '))
        {
            if ((4 * level) + line.Length + word.Length + 1 > width && line.Length > 2)
            {
                Line(line);
                line = "//    ";
            }

            line += " " + word;
        }

        Line(line.TrimEnd());
    }

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

    // Cuts at the commas that lie in no inner bracket.
    private static IEnumerable<string> Arguments(string list)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (list[i] == ',' && depth == 0)
            {
                yield return list.Substring(start, i - start).Trim();
                start = i + 1;
            }
        }

        yield return list.Substring(start).Trim();
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
