using Makemore.Runtime.Display;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Makemore.Cli.Terminals;

/// <summary>Writes to the user: results to the output, messages to the error stream, or one JSON object and no more.</summary>
internal sealed class Terminal
{
    private readonly Surroundings surroundings;
    private readonly bool isStyled;

    /// <summary>Writes to the streams of the surroundings.</summary>
    /// <param name="surroundings">The streams and what they can show.</param>
    /// <param name="json">Whether the output is for a script.</param>
    /// <param name="quiet">Whether messages and progress are left out.</param>
    public Terminal(Surroundings surroundings, bool json, bool quiet)
    {
        this.surroundings = surroundings;
        IsJson = json;
        IsQuiet = quiet;
        var isPlain = surroundings.Variable("NO_COLOR") is not null;
        isStyled = surroundings.OutputIsTerminal && !isPlain;
        Output = Create(surroundings.Output, surroundings.Width, isStyled, isPlain);
        Error = Create(surroundings.Error, surroundings.Width, surroundings.ErrorIsTerminal, isPlain);
    }

    /// <summary>Where results go.</summary>
    public IAnsiConsole Output { get; }

    /// <summary>Where messages and progress go.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether results are written as JSON.</summary>
    public bool IsJson { get; }

    /// <summary>Whether messages and progress are left out.</summary>
    public bool IsQuiet { get; }

    /// <summary>Whether progress may draw over what it has drawn.</summary>
    public bool IsInteractive => surroundings.ErrorIsTerminal && !IsQuiet;

    /// <summary>The columns of a line.</summary>
    public int Width => surroundings.Width;

    /// <summary>A line of result.</summary>
    public void WriteLine(string text = "") => surroundings.Output.WriteLine(text);

    /// <summary>Lines that a model wrote.</summary>
    public void WriteSample(string text) => WriteLine(string.Join('\n', text.Split('\n').Select(VisibleText.Of)));

    /// <summary>Whether results may have colours.</summary>
    public bool HasColors => isStyled;

    /// <summary>A line of result whose parts have colours where they may have any; never cut or wrapped.</summary>
    public void WriteStyled(IReadOnlyCollection<(string Text, Style Style)> parts)
    {
        if (!isStyled || parts.All(part => part.Style.Equals(Style.Plain)))
        {
            WriteLine(string.Concat(parts.Select(part => VisibleText.Of(part.Text))));
            return;
        }

        var paragraph = new Paragraph();
        foreach (var (text, style) in parts)
        {
            paragraph.Append(VisibleText.Of(text), style);
        }

        Output.Profile.Width = int.MaxValue;
        Output.Write(paragraph);
        Output.Profile.Width = Width;
        WriteLine();
    }

    /// <summary>A message that is no result.</summary>
    public void Tell(string message)
    {
        if (!IsQuiet)
        {
            surroundings.Error.WriteLine(message);
        }
    }

    /// <summary>Something that the user should know even where messages are left out.</summary>
    public void Warn(string message) => surroundings.Error.WriteLine(message);

    /// <summary>A table, each line without blanks at its end; never cut off, though it may be wider than the terminal.</summary>
    public void Write(Table table)
    {
        var options = RenderOptions.Create(Output, Output.Profile.Capabilities);
        var width = Math.Max(Width, ((IRenderable)table).Measure(options, int.MaxValue).Max);
        if (isStyled)
        {
            Output.Profile.Width = width;
            Output.Write(table);
            Output.Profile.Width = Width;
            return;
        }

        var lines = Segment.SplitLines(((IRenderable)table).Render(options, width));
        foreach (var line in lines)
        {
            WriteLine(string.Concat(line.Select(segment => segment.Text)).TrimEnd());
        }
    }

    private static IAnsiConsole Create(TextWriter writer, int width, bool isTerminal, bool isPlain)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && !isPlain ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        return console;
    }
}
