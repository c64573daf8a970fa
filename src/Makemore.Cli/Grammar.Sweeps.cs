using System.CommandLine;
using System.CommandLine.Completions;
using Makemore.Cli.Commands;
using Makemore.Format;
using Makemore.Runtime;

namespace Makemore.Cli;

/// <content>Sweeps: many runs, and what they tell together.</content>
internal sealed partial class Grammar
{
    private Command Sweep()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, HelpName = "NAME", Description = "The sweep; all are listed if not given." };
        var parallel = new Option<string?>("--parallel") { Description = "The trials at a time; one for each core if not given.", HelpName = "INTEGER" };
        var table = new Option<bool>("--table") { Description = "Show every trial, the best first, and run nothing." };
        var best = new Option<bool>("--best") { Description = "Show the best trial, and run nothing." };
        var csv = new Option<bool>("--csv") { Description = "Write every trial as comma-separated values, and run nothing." };
        var spec = new Option<bool>("--spec") { Description = "With --best: print its spec, ready to be saved as a file." };
        var retry = new Option<bool>("--retry-failed") { Description = "Make failed trials again." };
        var goOn = new Option<bool>("--continue") { Description = "Go on with the last study although the sweep has changed since." };
        var ledger = Ledger();
        var command = Command("sweep", "Runs the trials of a sweep, or goes on with them, or shows what has come of them.", [name],
            [parallel, table, best, csv, spec, retry, goOn, ledger], isOverridable: false,
            (parsed, invocation) => parsed.GetValue(name) is not { } wanted
                ? SweepCommand.List(invocation, parsed.GetValue(ledger))
                : SweepCommand.Run(invocation, wanted, new(
                    Part(parsed.GetValue(table), parsed.GetValue(best) || parsed.GetValue(spec), parsed.GetValue(csv)),
                    Parallel(parsed.GetValue(parallel)),
                    parsed.GetValue(spec),
                    parsed.GetValue(retry),
                    parsed.GetValue(goOn),
                    parsed.GetValue(ledger))));
        CompleteSweeps(name);
        return command;
    }

    private static Option<string?> Ledger() => new("--ledger")
    {
        Description = "The ledger that all workers share; ledger.db in the folder of the runs if not given.", HelpName = "FILE",
    };

    private void CompleteSweeps(Argument name)
    {
        name.CompletionSources.Clear();
        name.CompletionSources.Add(_ => sweeps.Select(sweep => new CompletionItem(sweep.Name)));
    }

    private static StudyPart? Part(bool table, bool best, bool csv) => (table, best, csv) switch
    {
        (false, false, false) => null,
        (true, false, false) => StudyPart.Table,
        (false, true, false) => StudyPart.Best,
        (false, false, true) => StudyPart.Csv,
        _ => throw new MakemoreException("--table, --best and --csv show the same trials in different ways: give one of them."),
    };

    private static int? Parallel(string? text) => text is null ? null
        : SpecText.TryInteger(text, out var number) && number is >= 1 and <= 1024 ? (int)number
        : throw new MakemoreException($"--parallel: expected a whole number from 1 to 1024, found '{text}'.");
}
