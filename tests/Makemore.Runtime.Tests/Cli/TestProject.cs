using System.Text.Json;
using Makemore.Charts;
using Makemore.Cli;
using Makemore.Cli.Terminals;
using Makemore.Pages;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Models;
using Makemore.Runtime.Pages;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>A project in a folder of its own, whose commands run in this process.</summary>
internal sealed class TestProject : IDisposable
{
    public TestProject()
    {
        Directory.CreateDirectory(Folder);
        var names = Enumerable.Range(0, 100).Select(i => $"{"abcdefghij"[i / 10]}{"klmnopqrst"[i % 10]}a");
        File.WriteAllLines(Path.Combine(Folder, "names.txt"), names);
    }

    /// <summary>A project in a folder that is there.</summary>
    public TestProject(string folder) => Folder = folder;

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "makemore-cli-" + Guid.NewGuid().ToString("N"));

    public IReadOnlyList<Experiment> Experiments { get; set; } =
    [
        new CountedExperiment("bigram"),
        new SteppedExperiment("mlp"),
        new CountedExperiment("lectures/part1-bigram") { Expect = [new(Figure.DevLoss, null, 3, 3)] },
        new SteppedExperiment("lectures/part2-mlp"),
    ];

    public IReadOnlyList<Sweep> Sweeps { get; init; } = [];

    /// <summary>What draws; null for a project without charts.</summary>
    public ICharts? Charts { get; init; } = new ScottPlotCharts();

    /// <summary>What writes pages; null for a project without them.</summary>
    public IPages? Pages { get; init; } = new HtmlPages();

    /// <summary>An experiment whose data cannot be had: there is no such file.</summary>
    public static Experiment WithoutData { get; } = new CountedExperiment("missing")
    {
        Dataset = new() { Path = "not-there.txt" },
        Expect = [new(Figure.DevLoss, null, 2, 0.1)],
    };

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What the user writes.</summary>
    public string Input { get; set; } = "";

    /// <summary>Whether somebody sits at a terminal.</summary>
    public bool InputIsTerminal { get; set; }

    public CancellationToken Cancellation { get; init; }

    public Action<int> Exit { get; init; } = _ => Assert.Fail("The process was to be ended.");

    /// <summary>Runs a command.</summary>
    public CommandOutcome Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLine.Run(Experiments, args, new Surroundings
        {
            Input = new StringReader(Input),
            InputIsTerminal = InputIsTerminal,
            ErrorIsTerminal = InputIsTerminal,
            Output = output,
            Error = error,
            CurrentFolder = Folder,
            ProgramFolder = Folder,
            Variables = Variables,
            Cancellation = Cancellation,
            Exit = Exit,
        }, Sweeps, new() { Charts = Charts, Pages = Pages });
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Whether the folder is that of another project, which removes it.</summary>
    public bool IsBorrowed { get; init; }

    public void Dispose()
    {
        if (!IsBorrowed)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output, string Error)
{
    /// <summary>The output, which must be one JSON object and no more.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}
