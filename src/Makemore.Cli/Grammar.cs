using System.CommandLine;
using Makemore.Cli.Commands;
using Makemore.Cli.Reports;
using Makemore.Cli.Terminals;
using Makemore.Format;
using Makemore.Runtime;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli;

/// <summary>The commands, their arguments and options, and what each of them calls.</summary>
internal sealed class Grammar
{
    private readonly IReadOnlyList<Experiment> experiments;
    private readonly Surroundings surroundings;
    private readonly Terminal terminal;
    private readonly KeptWork kept;

    private readonly Option<bool> json = new("--json")
    {
        Description = "Write one JSON object to standard output, and nothing else there.", Recursive = true,
    };

    private readonly Option<bool> quiet = new("--quiet") { Description = "Write no progress.", Recursive = true };

    private readonly Option<string?> projectFolder = new("--project-folder")
    {
        Description = "The folder of the specs and of the files that they name.", HelpName = "FOLDER", Recursive = true,
    };

    private readonly Option<string?> runsFolder = new("--runs")
    {
        Description = "The folder of the runs; runs/ in the project's folder if not given.", HelpName = "FOLDER",
        Recursive = true,
    };

    /// <summary>Builds the grammar for the experiments of a project.</summary>
    public Grammar(IReadOnlyList<Experiment> experiments, Surroundings surroundings, Terminal terminal, KeptWork kept)
    {
        this.experiments = experiments;
        this.surroundings = surroundings;
        this.terminal = terminal;
        this.kept = kept;
        Root = new RootCommand("Trains, measures and samples the models that the specs of this project describe. "
            + "Without a command: trains what is new or changed in the project's top folder.")
        {
            json, quiet, projectFolder, runsFolder,
            Train(), Sample(), Evaluate(), Check(), List(), Show(), Export(),
        };
        Root.SetAction(parsed => Execute(parsed, OverrideOptions.None, TrainCommand.TopFolder));
    }

    /// <summary>The command that is all commands.</summary>
    public RootCommand Root { get; }

    private Command Train()
    {
        var names = Names(ArgumentArity.OneOrMore, "Names or globs: lectures/*, **.");
        return Command("train", "Trains experiments that are not up to date.", names, [], isOverridable: true,
            (parsed, invocation) => TrainCommand.Run(invocation, parsed.GetRequiredValue(names)));
    }

    private Command Sample()
    {
        var name = new Argument<string>("NAME") { HelpName = "NAME", Description = "The experiment." };
        var prompt = new Option<string>("--prompt") { Description = "The text that each sample starts with.", HelpName = "TEXT" };
        OverrideOptions sampling = new([.. Overrides.Settings
            .Where(key => key.Section == "sampling")
            .Select(key => OverrideOption.ForSetting(key, "--" + key.Name, "--" + key.Path))]);
        return Command("sample", "Draws samples from a model, and trains it first where it is not up to date.",
            name, [.. sampling.Options.Select(option => option.Option), prompt], isOverridable: true,
            (parsed, invocation) => SampleCommand.Run(
                invocation, parsed.GetRequiredValue(name), sampling.Given(parsed), parsed.GetValue(prompt) ?? ""));
    }

    private Command Evaluate()
    {
        var name = new Argument<string>("NAME") { HelpName = "NAME", Description = "The experiment." };
        var split = new Option<string?>("--split") { Description = "Only this split.", HelpName = "train|dev|test" };
        return Command("evaluate",
            "Measures the loss of a model on whole splits, and trains it first where it is not up to date.",
            name, [split], isOverridable: true,
            (parsed, invocation) => EvaluateCommand.Run(invocation, parsed.GetRequiredValue(name), parsed.GetValue(split)));
    }

    private Command Check()
    {
        var names = Names(ArgumentArity.ZeroOrMore, "Names or globs; every spec with an `expect` if not given.");
        var allowMissingData = new Option<bool>("--allow-missing-data")
        {
            Description = "Skip the checks whose dataset cannot be had, instead of ending with exit code 2.",
        };
        return Command("check", "Holds experiments to the figures that their specs expect, and trains them first.",
            names, [allowMissingData], isOverridable: false,
            (parsed, invocation) => CheckCommand.Run(
                invocation, parsed.GetValue(names) ?? [], parsed.GetValue(allowMissingData)));
    }

    private Command List()
    {
        var names = Names(ArgumentArity.ZeroOrMore, "Names or globs; all if not given.");
        return Command("list", "Lists the experiments and whether they are up to date.", names, [], isOverridable: false,
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
        var prelude = new Option<bool>("--prelude")
        {
            Description = "Show the presets and layers of the model language instead.",
        };
        return Command("show", "Shows an experiment: its spec with every default, its graph and its parameters.",
            name, [code, prelude], isOverridable: true,
            (parsed, invocation) => parsed.GetValue(prelude)
                ? new PreludeReport(PreludeText.Value)
                : ShowCommand.Run(
                    invocation,
                    parsed.GetValue(name) ?? throw new MakemoreException("`show` needs the name of an experiment, or --prelude."),
                    parsed.GetValue(code)));
    }

    private Command Export()
    {
        var name = new Argument<string>("NAME") { HelpName = "NAME", Description = "The experiment." };
        var format = new Option<string>("--format")
        {
            Description = "The format: arpa, for n-gram models.",
            HelpName = "arpa",
            DefaultValueFactory = _ => "arpa",
        };
        var output = new Option<string?>("--output")
        {
            Description = "The file; model.arpa in the folder of the run if not given.",
            HelpName = "FILE",
        };
        return Command("export", "Writes a model for other programs, and trains it first where it is not up to date.",
            name, [format, output], isOverridable: true,
            (parsed, invocation) => ExportCommand.Run(
                invocation, parsed.GetRequiredValue(name), parsed.GetRequiredValue(format), parsed.GetValue(output)));
    }

    private static Argument<string[]> Names(ArgumentArity arity, string description) =>
        new("NAME") { Arity = arity, HelpName = "NAME", Description = description };

    private Command Command(
        string name,
        string description,
        Argument names,
        Option[] options,
        bool isOverridable,
        Func<ParseResult, Invocation, Report> run)
    {
        var command = new Command(name, description) { names };
        names.CompletionSources.Add(_ =>
            experiments.Select(experiment => new System.CommandLine.Completions.CompletionItem(experiment.Name)));
        var taken = options.Concat([json, quiet, projectFolder, runsFolder])
            .SelectMany(option => option.Aliases.Prepend(option.Name));
        var overrides = isOverridable ? OverrideOptions.For(experiments, taken) : OverrideOptions.None;
        foreach (var option in options.Concat(overrides.Options.Select(option => option.Option)))
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            // The parser takes an option that it does not know for a name.
            if (parsed.GetResult(names)?.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } unknown)
            {
                throw UsageErrors.UnknownOption(unknown.Value, command);
            }

            return Execute(parsed, overrides, invocation => run(parsed, invocation));
        });
        return command;
    }

    private int Execute(ParseResult parsed, OverrideOptions overrides, Func<Invocation, Report> run)
    {
        var folders = ProjectFolders.Find(surroundings, parsed.GetValue(projectFolder), parsed.GetValue(runsFolder));
        return run(new(experiments, surroundings, terminal, kept, folders, overrides.Given(parsed))).Show(terminal);
    }
}
