using System.Diagnostics;
using Makemore.Board.Serving;
using Makemore.Runtime.Data;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Training;
using Makemore.Sqlite;
using Xunit;

namespace Makemore.Browser.Tests.Boards;

/// <summary>A project in a folder of its own, whose board is served.</summary>
public sealed class ServedProject : IDisposable
{
    private readonly Lazy<BoardServer> server;

    /// <summary>A project without a run.</summary>
    public ServedProject()
    {
        Directory.CreateDirectory(Folder);
        server = new(() => BoardServer.Start(
            new(Experiments.All, Experiments.Sweeps, Options, Ledger), new(System.Net.IPAddress.Loopback, 0)));
    }

    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "makemore-board-" + Guid.NewGuid().ToString("N"));

    /// <summary>Where its runs are.</summary>
    public RunnerOptions Options => OptionsOf(Path.Combine(Folder, "runs"));

    /// <summary>The ledger of its sweeps.</summary>
    public string Ledger => Path.Combine(Folder, "runs", "ledger.db");

    /// <summary>The address with its token.</summary>
    public Uri Address => server.Value.Address;

    /// <summary>The address without it.</summary>
    public Uri Root => new($"http://127.0.0.1:{server.Value.Port}/");

    internal BoardServer Server => server.Value;

    /// <summary>Where runs are in a folder; the data come with the runtime.</summary>
    public static RunnerOptions OptionsOf(string runs) => new(runs, DataOptions.FromEnvironment(runs)) { Threads = 1 };

    /// <summary>What an experiment of the tests runs.</summary>
    public static RunPlan Plan(string name, params (string Key, string Value)[] changes) => Overrides.Apply(
        RunPlan.Of(Experiments.All.Single(experiment => experiment.Name == "Specs/" + name)), changes);

    /// <summary>Makes a run in this process.</summary>
    public RunResult Run(RunPlan plan) => Runner.Run(plan, Options, ITrainingObserver.Silent, TestContext.Current.CancellationToken);

    /// <summary>Runs the sweep of the tests.</summary>
    public void Sweep()
    {
        Directory.CreateDirectory(Options.RunsFolder);
        using var ledger = SqliteLedger.Open(Ledger);
        var sweep = Experiments.Sweeps.Single(sweep => sweep.Name == "Specs/size");
        var options = Options with { Corpora = new() };
        var study = ledger.Open(StudyIdentities.Of(sweep, options));
        new StudyRunner(sweep, study, ledger, options, IStudyObserver.Silent).Run(2, TestContext.Current.CancellationToken);
    }

    /// <summary>Makes the long run in a process of its own.</summary>
    public Process Start(params (string Key, string Value)[] changes)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Makemore.Browser.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        Assert.SkipUnless(File.Exists(program), $"{program} is not there, so the tests cannot start themselves.");
        var start = new ProcessStartInfo(program, ["-method", $"*.{nameof(OtherProcess)}.{nameof(OtherProcess.Trains)}", "-explicit", "only"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[OtherProcess.RunsVariable] = Options.RunsFolder;
        start.Environment[OtherProcess.ChangesVariable] = string.Join(';', changes.Select(change => $"{change.Key}={change.Value}"));
        return Process.Start(start)!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (server.IsValueCreated)
        {
            server.Value.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What the tests start in processes of their own.</summary>
public sealed class OtherProcess
{
    /// <summary>The environment variable of the folder of the runs.</summary>
    public const string RunsVariable = "MAKEMORE_BOARD_TEST_RUNS";

    /// <summary>The environment variable of the changed settings.</summary>
    public const string ChangesVariable = "MAKEMORE_BOARD_TEST_CHANGES";

    [Fact(Explicit = true)]
    public void Trains()
    {
        var runs = Environment.GetEnvironmentVariable(RunsVariable);
        Assert.SkipWhen(runs is null, "Only other tests start this one.");
        var changes = (Environment.GetEnvironmentVariable(ChangesVariable) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(change => change.Split('=')).Select(parts => (parts[0], parts[1])).ToArray();
        var error = Assert.Throws<RunStoppedException>(() => Runner.Run(
            ServedProject.Plan("live", changes), ServedProject.OptionsOf(runs), new Slow(), CancellationToken.None));
        Assert.NotNull(error.Step);
    }

    /// <summary>Takes its time, so that the training can be watched on any machine.</summary>
    private sealed class Slow : ITrainingObserver
    {
        public void Stepped(in TrainingProgress progress) => Thread.Sleep(1);
    }
}
