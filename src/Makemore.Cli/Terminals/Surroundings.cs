using System.Collections;

namespace Makemore.Cli.Terminals;

/// <summary>All that a command sees of the world outside: its streams, its folder, its environment, its end.</summary>
internal sealed record Surroundings
{
    /// <summary>Where results go, and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where messages and progress go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What the user writes, or another program.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Whether <see cref="Input"/> is a terminal, where somebody can answer.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether <see cref="Output"/> is a terminal that understands colours.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal, so that a line may be drawn over again.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The columns of a line.</summary>
    public int Width { get; init; } = 80;

    /// <summary>The columns of the terminal that messages and progress go to.</summary>
    public int ErrorWidth { get; init; } = 80;

    /// <summary>The lines of that terminal.</summary>
    public int ErrorHeight { get; init; } = 24;

    /// <summary>The caller's folder.</summary>
    public required string CurrentFolder { get; init; }

    /// <summary>The folder of the program, below which the build puts <c>generated/</c>.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>How a shell starts the program: its file, and for a library that of .NET before it.</summary>
    public IReadOnlyList<string> Program { get; init; } = ["makemore"];

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Asks a run to save a checkpoint and stop.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Ends the process with an exit code, whatever it is at.</summary>
    public Action<int> Exit { get; init; } = _ => { };

    /// <summary>The value of an environment variable, or null where it is not set or empty.</summary>
    public string? Variable(string name) => Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess(CancellationToken cancellation) => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Input = Console.In,
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        // A terminal that does not know its width says 0.
        Width = Console.IsOutputRedirected || Console.WindowWidth == 0 ? 80 : Console.WindowWidth,
        ErrorWidth = Console.IsErrorRedirected || Console.WindowWidth == 0 ? 80 : Console.WindowWidth,
        ErrorHeight = Console.IsErrorRedirected || Console.WindowHeight == 0 ? 24 : Console.WindowHeight,
        CurrentFolder = Environment.CurrentDirectory,
        Program = ProgramOfProcess(),
        Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
            entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
        Cancellation = cancellation,
        Exit = Environment.Exit,
    };

    private static string[] ProgramOfProcess()
    {
        var file = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(file) == "dotnet" ? [file, Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [file];
    }
}
