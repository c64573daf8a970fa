using System.Collections.Immutable;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Runs.Plans;
using Spectre.Console;

namespace Makemore.Cli.Reports;

/// <summary>How two specs differ.</summary>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
/// <param name="Settings">The settings that differ, also those without an effect on the numbers.</param>
/// <param name="Spec">The difference of the specs in the unified format; empty where they are the same.</param>
internal sealed record DiffReport(string Left, string Right, ImmutableArray<SettingChange> Settings, string Spec) : Report
{
    /// <summary>The difference of the generated code; null where it was not asked for.</summary>
    public string? Code { get; init; }

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        Write(terminal, Spec, "The specs are the same.");
        if (Code is not null)
        {
            terminal.WriteLine();
            Write(terminal, Code, "The generated code is the same.");
        }
    }

    private static void Write(Terminal terminal, string difference, string none)
    {
        if (difference.Length == 0)
        {
            terminal.WriteLine(none);
            return;
        }

        foreach (var line in difference.TrimEnd('\n').Split('\n'))
        {
            terminal.WriteStyled([(line, StyleOf(line))]);
        }
    }

    private static Style StyleOf(string line) => line switch
    {
        ['-', '-', '-', ' ', ..] or ['+', '+', '+', ' ', ..] => new(decoration: Decoration.Bold),
        ['-', ..] => new(Color.Red),
        ['+', ..] => new(Color.Green),
        ['@', ..] => new(Color.Teal),
        _ => Style.Plain,
    };
}
