using System.CommandLine;
using Makemore.Cli.Commands;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Cli;

/// <content>The runs that are there.</content>
internal sealed partial class Grammar
{
    private const string RunNames = "Names or globs of experiments, or name@hash for a certain run";

    private Command Runs()
    {
        var names = Names(ArgumentArity.ZeroOrMore, RunNames + "; all if not given.");
        var where = new Option<string[]>("--where")
        {
            Description = "Only runs of which it holds: 'hidden > 100 and dev-loss < 2.2'. Comparisons are = != < <= > >= and ~ for a glob.",
            HelpName = "CONDITION",
        };
        var sort = new Option<string?>("--sort") { Description = "Sort by a setting or a figure: dev-loss, hidden.", HelpName = "KEY" };
        var descending = new Option<bool>("--descending") { Description = "The greatest first." };
        var limit = new Option<int?>("--limit") { Description = "List so many at most.", HelpName = "NUMBER" };
        return Command("runs", "Lists all runs, whatever their settings.", [names], [where, sort, descending, limit], isOverridable: false,
            (parsed, invocation) => RunsCommand.Run(invocation, parsed.GetValue(names) ?? [], new(
                parsed.GetValue(where) ?? [], parsed.GetValue(sort), parsed.GetValue(descending), parsed.GetValue(limit))));
    }

    private Command Compare()
    {
        var names = Names(ArgumentArity.OneOrMore, RunNames + ", or paths of run folders.");
        var output = new Option<string?>("--output")
        {
            Description = "The file of the plot, .svg or .png; both in the folder of the runs if not given.", HelpName = "FILE",
        };
        return Command("compare", "Puts finished runs side by side, with their curves in one plot.", [names], [output],
            isOverridable: false,
            (parsed, invocation) => CompareCommand.Run(invocation, parsed.GetRequiredValue(names), parsed.GetValue(output)));
    }

    private Command Report()
    {
        var names = Names(ArgumentArity.OneOrMore, RunNames + ", or paths of run folders.");
        var output = PageFile("beside the run");
        var report = Command("report",
            "Writes a page for the browser that shows a run or compares several, and trains first what is not up to date.",
            [names], [output], isOverridable: true,
            (parsed, invocation) => ReportCommand.Run(invocation, parsed.GetRequiredValue(names), parsed.GetValue(output)));
        report.Add(ReportOfSweep());
        return report;
    }

    private Command ReportOfSweep()
    {
        var name = new Argument<string>("NAME") { HelpName = "NAME", Description = "The sweep." };
        var (output, ledger) = (PageFile("beside the charts of the sweep"), Ledger());
        var command = Command("sweep", "Writes a page that shows the trials of a sweep.", [name], [output, ledger],
            isOverridable: false,
            (parsed, invocation) => ReportCommand.OfSweep(
                invocation, parsed.GetRequiredValue(name), parsed.GetValue(output), parsed.GetValue(ledger)));
        CompleteSweeps(name);
        return command;
    }

    private static Option<string?> PageFile(string place) =>
        new("--output") { Description = $"The file; one {place} if not given.", HelpName = "FILE" };

    private Command Diff()
    {
        const string Description = "The name of an experiment, name@hash for a run, or the path of its folder.";
        var left = new Argument<string>("A") { HelpName = "A", Description = Description };
        var right = new Argument<string>("B") { HelpName = "B", Description = Description };
        var code = new Option<bool>("--code") { Description = "Show the difference of the generated C# as well." };
        return Command("diff", "Shows how two specs differ, every key with its default.", [left, right], [code], isOverridable: false,
            (parsed, invocation) => DiffCommand.Run(
                invocation, parsed.GetRequiredValue(left), parsed.GetRequiredValue(right), parsed.GetValue(code)));
    }

    private Command Stop()
    {
        var names = Names(ArgumentArity.OneOrMore, RunNames + ".");
        return Command("stop", "Stops runs that other processes work on; each saves a checkpoint, from which it goes on later.", [names], [],
            isOverridable: false, (parsed, invocation) => StopCommand.Run(invocation, parsed.GetRequiredValue(names)));
    }

    private Command Clean()
    {
        var names = Names(ArgumentArity.ZeroOrMore, RunNames + "; all if not given.");
        var olderThan = new Option<string?>("--older-than")
        {
            Description = "Only runs that were not written to for so long: 30d, 12h.", HelpName = "TIME",
        };
        var unfinished = new Option<bool>("--unfinished") { Description = "Keep every finished run, also stale ones." };
        var all = new Option<bool>("--all") { Description = "All runs of the names, however far they have come." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would be removed." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        return Command("clean",
            "Removes runs that are interrupted, failed, damaged or stale: those that no spec of the project leads to any more.",
            [names], [olderThan, unfinished, all, dryRun, yes], isOverridable: false,
            (parsed, invocation) => CleanCommand.Run(invocation, parsed.GetValue(names) ?? [], new(
                parsed.GetValue(olderThan) is { } age ? Duration.Parse(olderThan.Name, age) : null,
                parsed.GetValue(unfinished), parsed.GetValue(all), parsed.GetValue(dryRun), parsed.GetValue(yes))));
    }
}
