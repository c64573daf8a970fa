using System.CommandLine;
using Makemore.Cli.Commands;

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
}
