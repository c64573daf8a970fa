using System.CommandLine;
using Makemore.Cli.Commands;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;

namespace Makemore.Cli;

/// <content>What a trained model is asked for.</content>
internal sealed partial class Grammar
{
    private Command Sample()
    {
        var name = new Argument<string>("NAME") { HelpName = "NAME", Description = "The experiment." };
        var prompt = new Option<string>("--prompt") { Description = "The text that each sample starts with.", HelpName = "TEXT" };
        var interactive = new Option<bool>("--interactive")
        {
            Description = "Read beginnings, one a line, and answer each with samples; `:temperature 0.8` changes a setting, `:help` shows all.",
        };
        OverrideOptions sampling = new([.. Overrides.Settings
            .Where(key => key.Section == "sampling")
            .Select(key => OverrideOption.ForSetting(key, "--" + key.Name, "--" + key.Path))]);
        return Command("sample", "Draws samples from a model, and trains it first where it is not up to date.",
            [name], [.. sampling.Options.Select(option => option.Option), prompt, interactive], isOverridable: true,
            (parsed, invocation) => SampleCommand.Run(
                invocation, parsed.GetRequiredValue(name), sampling.Given(parsed), parsed.GetValue(prompt) ?? "", parsed.GetValue(interactive)));
    }

    private Command Evaluate()
    {
        var name = new Argument<string>("NAME") { HelpName = "NAME", Description = "The experiment." };
        var split = new Option<string?>("--split") { Description = "Only this split.", HelpName = "train|dev|test" };
        return Command("evaluate",
            "Measures the loss of a model on whole splits, and trains it first where it is not up to date.",
            [name], [split], isOverridable: true,
            (parsed, invocation) => EvaluateCommand.Run(invocation, parsed.GetRequiredValue(name), parsed.GetValue(split)));
    }

    private Command Export()
    {
        var name = new Argument<string>("NAME") { HelpName = "NAME", Description = "The experiment." };
        var format = new Option<string?>("--format")
        {
            Description = "The model of n-grams (arpa), or the measurements of a network (csv, tensorboard); arpa or csv if not given.",
            HelpName = string.Join('|', SettingText.Words<ExportFormat>()),
        };
        format.CompletionSources.Add([.. SettingText.Words<ExportFormat>()]);
        var output = new Option<string?>("--output")
        {
            Description = "The file, or the folder for tensorboard; in the folder of the run if not given.",
            HelpName = "FILE",
        };
        return Command("export", "Writes a model or its measurements for other programs, and trains it first where it is not up to date.",
            [name], [format, output], isOverridable: true,
            (parsed, invocation) => ExportCommand.Run(
                invocation, parsed.GetRequiredValue(name), parsed.GetValue(format), parsed.GetValue(output)));
    }

    private Command Score()
    {
        var name = new Argument<string>("NAME") { HelpName = "NAME", Description = "The experiment." };
        var file = new Argument<string?>("FILE")
        {
            Arity = ArgumentArity.ZeroOrOne, HelpName = "FILE", Description = "The file; - for the standard input, as without it.",
        };
        var text = new Option<string?>("--text") { Description = "Score this text instead of a file.", HelpName = "TEXT" };
        var characters = new Option<bool>("--characters") { Description = "Show the surprise of each character as well." };
        return Command("score",
            "Shows how well a model foresees each line of a text, and trains it first where it is not up to date.",
            [name, file], [text, characters], isOverridable: true,
            (parsed, invocation) => ScoreCommand.Run(
                invocation, parsed.GetRequiredValue(name), parsed.GetValue(file), parsed.GetValue(text), parsed.GetValue(characters)));
    }
}
