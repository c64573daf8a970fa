using Makemore.Runtime.Display;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Makemore.Cli.Terminals;

/// <summary>Writes to the user: results to the output, messages to the error stream, or one JSON object and no more.</summary>
internal sealed class Terminal
{
    private readonly Surroundings surroundings;
    private readonly bool isStyled;
    private volatile LiveView? live;

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
        Error = Create(surroundings.Error, surroundings.ErrorWidth, surroundings.ErrorIsTerminal, isPlain);
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
    public bool IsInteractive => surroundings.ErrorIsTerminal && Error.Profile.Capabilities.Ansi && !IsQuiet;

    /// <summary>The columns of a line.</summary>
    public int Width => surroundings.Width;

    /// <summary>The columns of a line of messages and progress.</summary>
    public int ErrorWidth => surroundings.ErrorWidth;

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
            Warn(message);
        }
    }

    /// <summary>Something that the user should know even where messages are left out.</summary>
    public void Warn(string message)
    {
        if (live is { } view)
        {
            view.Say(message);
        }
        else
        {
            surroundings.Error.WriteLine(message);
        }
    }

    /// <summary>Does something while lines are drawn over again, which are gone afterwards.</summary>
    /// <param name="render">Gives the lines of a moment; called on another thread.</param>
    /// <param name="work">What is done.</param>
    public T Watch<T>(Func<IReadOnlyList<string>> render, Func<T> work)
    {
        using var view = new LiveView(surroundings.Error, surroundings.ErrorHeight, render);
        using var interruption = surroundings.Cancellation.Register(view.ReleaseCursor);
        live = view;
        try
        {
            return work();
        }
        finally
        {
            live = null;
        }
    }

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

        foreach (var line in Lines(table, Output, width))
        {
            WriteLine(line);
        }
    }

    /// <summary>The lines of a table as plain text, for progress; cut where they are longer than the terminal.</summary>
    public IReadOnlyList<string> ProgressLines(Table table) =>
        [.. Lines(table, Error, int.MaxValue).Select(line => Ellipsis.Cut(line, ErrorWidth - 1))];

    private static IEnumerable<string> Lines(IRenderable table, IAnsiConsole console, int width) =>
        Segment.SplitLines(table.Render(RenderOptions.Create(console, console.Profile.Capabilities), width))
            .Select(line => string.Concat(line.Select(segment => segment.Text)).TrimEnd());

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
