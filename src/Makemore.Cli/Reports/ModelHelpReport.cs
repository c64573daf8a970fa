using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Spectre.Console;

namespace Makemore.Cli.Reports;

/// <summary>An option of a command, as some experiments have it.</summary>
/// <param name="Name">The option: <c>--hidden</c>.</param>
/// <param name="Type">What may be given: <c>NUMBER</c>; <c>spec</c> where only the spec can change it.</param>
/// <param name="Default">The value without the option; empty where the experiments have several.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Experiments">The experiments that have it; null for all that are asked for.</param>
internal sealed record OptionHelp(string Name, string Type, string Default, string Summary, IReadOnlyList<string>? Experiments);

/// <summary>What a command's options are for certain experiments.</summary>
/// <param name="Command">The command.</param>
/// <param name="Experiments">The experiments.</param>
/// <param name="Hyperparameters">The options of their models.</param>
/// <param name="Settings">The options of their settings.</param>
internal sealed record ModelHelpReport(
    string Command, IReadOnlyList<string> Experiments, IReadOnlyList<OptionHelp> Hyperparameters, IReadOnlyList<OptionHelp> Settings) : Report
{
    private const int MostNames = 3;
    private const int NarrowestSummary = 24;

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        terminal.WriteLine($"Hyperparameters of {Shorten(Experiments)}:");
        terminal.WriteLine();
        if (Hyperparameters.Count == 0)
        {
            terminal.WriteLine("none");
        }

        Write(terminal, Hyperparameters, isShort: false);
        terminal.WriteLine();
        terminal.WriteLine("Settings:");
        terminal.WriteLine();
        Write(terminal, Settings, isShort: true);
        terminal.WriteLine();
        terminal.WriteLine($"`{Command} --help` shows all other options.");
    }

    private static void Write(Terminal terminal, IReadOnlyList<OptionHelp> options, bool isShort)
    {
        if (options.Count == 0)
        {
            return;
        }

        Column<OptionHelp>[] columns =
        [
            new("option", option => option.Name),
            new("type", option => option.Type),
            new("default", option => option.Default),
            .. options.Any(option => option.Experiments is not null)
                ? (Column<OptionHelp>[])[new("of", option => option.Experiments is { } some ? Shorten(some) : "all")]
                : [],
        ];
        // The whole comment of a hyperparameter; of a setting, docs/spec.md has it.
        var taken = columns.Where(column => column.Name != "type").Sum(column => Tables.Gap
            + options.Select(option => VisibleText.Of(column.Cell(option))).Append(column.Name).Max(text => text.GetCellWidth()));
        var room = Math.Max(NarrowestSummary, terminal.Width - taken);
        Columns.Write(
            terminal, options,
            [.. columns, new("what it is", option => isShort ? Ellipsis.Cut(option.Summary, room) : option.Summary)],
            isShort ? ["type"] : []);
    }

    private static string Shorten(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostNames))
        + (names.Count > MostNames ? FormattableString.Invariant($" and {names.Count - MostNames} more") : "");
}
