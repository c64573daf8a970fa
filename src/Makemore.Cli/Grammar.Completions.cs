using System.CommandLine;
using System.CommandLine.Completions;
using Makemore.Cli.Reports;
using Makemore.Runtime.Specs;

namespace Makemore.Cli;

/// <content>What a shell proposes when somebody presses the tab key.</content>
internal sealed partial class Grammar
{
    private Command Completions()
    {
        var shell = new Argument<string>("SHELL")
        {
            HelpName = "SHELL", Description = $"The shell: {string.Join(", ", SettingText.Words<Shell>())}.",
        };
        var name = new Option<string>("--name")
        {
            Description = "What the program is called in the shell; makemore if not given.", HelpName = "NAME",
            DefaultValueFactory = _ => "makemore",
        };
        var command = new Command("completions", "Prints a script for a shell that completes names, globs, options and their values.") { shell, name };
        shell.CompletionSources.Add([.. SettingText.Words<Shell>()]);
        command.SetAction(parsed => new CompletionsReport(CompletionScript.For(
            SettingReader.Word<Shell>("completions", parsed.GetRequiredValue(shell)),
            CompletionScript.RequireName(parsed.GetRequiredValue(name)),
            surroundings.Program)).Show(terminal));
        return command;
    }

    // Names, and a glob for each folder that holds some.
    private IEnumerable<CompletionItem> ExperimentItems() => experiments.Select(experiment => experiment.Name)
        .Concat(experiments.Select(experiment => experiment.Name.LastIndexOf('/') is > 0 and var slash ? experiment.Name[..slash] + "/*" : "*").Distinct())
        .Append("**")
        .Select(text => new CompletionItem(text));
}
