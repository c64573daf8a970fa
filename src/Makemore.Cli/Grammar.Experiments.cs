using System.CommandLine;
using Makemore.Cli.Commands;
using Makemore.Cli.Reports;
using Makemore.Format;
using Makemore.Runtime;

namespace Makemore.Cli;

/// <content>Experiments: what is there, and whether it is as its specs say.</content>
internal sealed partial class Grammar
{
    private Command Train()
    {
        var names = Names(ArgumentArity.OneOrMore, "Names or globs: lectures/*, **.");
        var diagnostics = new Option<bool>("--diagnostics")
        {
            Description = "Look into the networks while they train, every 1000 steps or as the spec says, and say what is found.",
        };
        var tensorboard = new Option<bool>("--tensorboard") { Description = "Write a file for TensorBoard into the folder of each run, step by step." };
        return Command("train", "Trains experiments that are not up to date.", [names], [diagnostics, tensorboard], isOverridable: true,
            (parsed, invocation) => TrainCommand.Run(
                invocation with
                {
                    WantsDiagnostics = parsed.GetValue(diagnostics),
                    RunnerOptions = invocation.RunnerOptions with { WritesEvents = parsed.GetValue(tensorboard) },
                },
                parsed.GetRequiredValue(names)));
    }

    private Command Check()
    {
        var names = Names(ArgumentArity.ZeroOrMore, "Names or globs; every spec with an `expect` if not given.");
        var allowMissingData = new Option<bool>("--allow-missing-data")
        {
            Description = "Skip the checks whose dataset cannot be had, instead of ending with exit code 2.",
        };
        return Command("check", "Holds experiments to the figures that their specs expect, and trains them first.",
            [names], [allowMissingData], isOverridable: false,
            (parsed, invocation) => CheckCommand.Run(
                invocation, parsed.GetValue(names) ?? [], parsed.GetValue(allowMissingData)));
    }

    private Command List()
    {
        var names = Names(ArgumentArity.ZeroOrMore, "Names or globs; all if not given.");
        return Command("list", "Lists the experiments and whether they are up to date.", [names], [], isOverridable: false,
            (parsed, invocation) => ListCommand.Run(invocation, parsed.GetValue(names) ?? []));
    }

    private Command Show()
    {
        var name = new Argument<string?>("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "NAME",
            Description = "The experiment; none with --prelude.",
        };
        var code = new Option<bool>("--code") { Description = "Show the generated C# as well." };
        var memory = new Option<bool>("--memory") { Description = "Show which tensors share memory, and how much it is (backend simd)." };
        var prelude = new Option<bool>("--prelude")
        {
            Description = "Show the presets and layers of the model language instead.",
        };
        return Command("show", "Shows an experiment: its spec with every default, its graph and its parameters.",
            [name], [code, memory, prelude], isOverridable: true,
            (parsed, invocation) => parsed.GetValue(prelude)
                ? new PreludeReport(PreludeText.Value)
                : ShowCommand.Run(
                    invocation,
                    parsed.GetValue(name) ?? throw new MakemoreException("`show` needs the name of an experiment, or --prelude."),
                    parsed.GetValue(code),
                    parsed.GetValue(memory)));
    }
}
