using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs.Catalog;

/// <summary>
/// All runs of a project. Results are read, and models only looked for, so that it takes no time with a thousand runs.
/// </summary>
internal sealed class RunCatalog
{
    private readonly RunnerOptions options;
    private readonly DateTimeOffset now;
    private readonly Dictionary<string, Experiment> experiments;
    private readonly Dictionary<(DatasetSpec Dataset, string? Arpa), string?> dataHashes = [];
    private readonly Dictionary<string, RunIdentity?> present = new(StringComparer.Ordinal);
    private IReadOnlyList<StoredRun>? runs;

    /// <summary>The runs of all experiments, also of those that are not in the project any more.</summary>
    /// <param name="experiments">All experiments of the project.</param>
    /// <param name="options">Where runs and data are.</param>
    /// <param name="now">The present time.</param>
    public RunCatalog(IEnumerable<Experiment> experiments, RunnerOptions options, DateTimeOffset now)
    {
        this.options = options;
        this.now = now;
        this.experiments = experiments.ToDictionary(experiment => experiment.Name, StringComparer.Ordinal);
    }

    /// <summary>The runs, in the order of their names and hashes; they are read once, when they are first asked for.</summary>
    public IReadOnlyList<StoredRun> Runs => runs ??= [.. RunFolders.All(options.RunsFolder).Select(Read)];

    /// <summary>The names of the project's experiments.</summary>
    public IEnumerable<string> Experiments => experiments.Keys;

    /// <summary>The run in a folder, which need not be below that of all runs; null where it is none.</summary>
    public StoredRun? At(string path) => RunFolders.At(path) is { } folder ? Read(folder) : null;

    /// <summary>What the run of an experiment's present spec is; null where its data cannot be had.</summary>
    public RunIdentity? PresentOf(string name)
    {
        if (!present.TryGetValue(name, out var identity))
        {
            identity = experiments.TryGetValue(name, out var experiment) && DataHash(experiment.Spec) is { } data
                ? RunIdentity.Of(RunPlan.Of(experiment), data)
                : null;
            present.Add(name, identity);
        }

        return identity;
    }

    /// <summary>How far the run in a folder has come by now.</summary>
    public StoredRun Read(RunFolder folder)
    {
        var state = RunState.AtAGlance(folder);
        var result = (state as RunState.Finished)?.Result;
        var touched = folder.Touched();
        var (status, steps) = state switch
        {
            RunState.Finished => (RunStatus.Finished, result?.Steps),
            _ when RunLock.IsHeld(folder.Lock) => (RunStatus.Running, folder.Checkpoints.LatestStep()),
            RunState.Failed failed => (RunStatus.Failed, failed.Failure.Step),
            RunState.Damaged => (RunStatus.Damaged, folder.Checkpoints.LatestStep()),
            _ => (RunStatus.Interrupted, folder.Checkpoints.LatestStep()),
        };
        return new(folder, status, steps, touched)
        {
            Result = result,
            Age = now - touched,
            HasExperiment = experiments.ContainsKey(folder.Identity.Experiment),
            Present = PresentOf(folder.Identity.Experiment),
        };
    }

    private string? DataHash(ExperimentSpec spec)
    {
        var source = (spec.Dataset, spec.Arpa);
        if (!dataHashes.TryGetValue(source, out var hash))
        {
            hash = Hash(spec);
            dataHashes.Add(source, hash);
        }

        return hash;
    }

    private string? Hash(ExperimentSpec spec)
    {
        try
        {
            return RunInput.Hash(spec, options);
        }
        catch (MakemoreException)
        {
            // What is wrong with the data is said when the experiment is trained.
            return null;
        }
    }
}
