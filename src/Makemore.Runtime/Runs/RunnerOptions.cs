using Makemore.Runtime.Data;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Tokenizers;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>Where runs are kept and where their data come from.</summary>
/// <param name="RunsFolder">The folder of all runs, <c>runs</c>.</param>
/// <param name="Data">Where datasets are looked for.</param>
public sealed record RunnerOptions(string RunsFolder, DataOptions Data)
{
    /// <summary>Sees the counts of an n-gram model while they are in memory, to draw them for instance; null for nobody.</summary>
    public Action<CountedNgrams>? Counted { get; init; }

    /// <summary>Whether a run that is trained writes a file for TensorBoard into its folder, step by step.</summary>
    public bool WritesEvents { get; init; }

    /// <summary>Keeps the data of runs for the next ones; null where each run loads its own.</summary>
    public CorpusCache? Corpora { get; init; }

    /// <summary>The threads of a run, where its results do not depend on them; 1 where several runs are made at a time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Those of a project as the command line has them: its runs are in <c>runs</c> below its folder.</summary>
    /// <param name="folder">The folder of the project; null for <see cref="ProjectFolder.OfProcess"/>.</param>
    /// <exception cref="MakemoreException">An environment variable is no good.</exception>
    public static RunnerOptions OfProject(string? folder = null)
    {
        var project = Path.GetFullPath(folder ?? ProjectFolder.OfProcess());
        return new(Path.Combine(project, "runs"), DataOptions.FromEnvironment(project));
    }
}

/// <summary>The counts of a run.</summary>
/// <param name="Folder">The folder of the run.</param>
/// <param name="Ngrams">The counts.</param>
/// <param name="Tokenizer">What made the tokens.</param>
/// <param name="Observer">Hears of what goes wrong.</param>
public sealed record CountedNgrams(RunFolder Folder, NgramTrie Ngrams, Tokenizer Tokenizer, ITrainingObserver Observer);
