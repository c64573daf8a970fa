using System.CommandLine;
using System.CommandLine.Help;
using Makemore.Cli.Commands;
using Makemore.Cli.Reports;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Models;
using Makemore.Runtime.Sweeps;

namespace Makemore.Cli;

/// <summary>The commands, their arguments and options, and what each of them calls; a file for each group of commands.</summary>
internal sealed partial class Grammar
{
    private readonly IReadOnlyList<Experiment> experiments;
    private readonly IReadOnlyList<Sweep> sweeps;
    private readonly Additions additions;
    private readonly Surroundings surroundings;
    private readonly Terminal terminal;
    private readonly KeptWork kept;
    private readonly Dictionary<Command, (Argument Names, OverrideOptions Overrides)> overridable = [];

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

    /// <summary>Builds the grammar for the experiments and sweeps of a project, and what it brings beside.</summary>
    public Grammar(
        IReadOnlyList<Experiment> experiments,
        IReadOnlyList<Sweep> sweeps,
        Additions additions,
        Surroundings surroundings,
        Terminal terminal,
        KeptWork kept)
    {
        this.experiments = experiments;
        this.sweeps = sweeps;
        this.additions = additions;
        this.surroundings = surroundings;
        this.terminal = terminal;
        this.kept = kept;
        Root = new RootCommand("Trains, measures and samples the models that the specs of this project describe. "
            + "Without a command: trains what is new or changed in the project's top folder.")
        {
            json, quiet, projectFolder, runsFolder,
            Train(), Sample(), Evaluate(), Check(), List(), Show(), Export(), Score(), Runs(), Compare(), Report(), Diff(), Stop(), Clean(), Sweep(),
            Board(), Completions(),
        };
        Root.SetAction(parsed => Execute(parsed, OverrideOptions.None, TrainCommand.TopFolder));
    }

    /// <summary>The command that is all commands.</summary>
    public RootCommand Root { get; }

    /// <summary>The options of the experiments that are named beside <c>--help</c>; null where that asks for none.</summary>
    /// <exception cref="Makemore.Runtime.MakemoreException">A name is no experiment.</exception>
    public Report? HelpOf(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return parsed.Action is HelpAction && overridable.TryGetValue(command, out var found)
            && parsed.GetResult(found.Names)?.Tokens is { Count: > 0 } names
            ? ModelHelp.Of(command.Name, found.Overrides, Selection.Find(experiments, names.Select(name => name.Value)))
            : null;
    }

    private static Argument<string[]> Names(ArgumentArity arity, string description) =>
        new("NAME") { Arity = arity, HelpName = "NAME", Description = description };

    private Command Command(
        string name,
        string description,
        Argument[] arguments,
        Option[] options,
        bool isOverridable,
        Func<ParseResult, Invocation, Report> run)
    {
        var command = new Command(name, description);
        arguments[0].CompletionSources.Add(_ => ExperimentItems());
        var taken = options.Concat([json, quiet, projectFolder, runsFolder])
            .SelectMany(option => option.Aliases.Prepend(option.Name));
        var overrides = isOverridable ? OverrideOptions.For(experiments, taken) : OverrideOptions.None;
        if (isOverridable)
        {
            overridable.Add(command, (arguments[0], overrides));
        }

        foreach (var argument in arguments)
        {
            command.Add(argument);
        }

        foreach (var option in options.Concat(overrides.Options.Select(option => option.Option)))
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            // The parser takes an option that it does not know for a name; a hyphen alone is the standard input.
            if (arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
                .FirstOrDefault(token => token.Value.StartsWith('-') && token.Value.Length > 1) is { } unknown)
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
        return run(new(experiments, sweeps, additions.Charts ?? new NoCharts(), additions.Pages, surroundings, terminal, kept, folders, overrides.Given(parsed))).Show(terminal);
    }
}
