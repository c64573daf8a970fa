using System.Text.Json;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Runtime.Runs;

/// <summary>The folder of a run, <c>runs/&lt;experiment&gt;/&lt;hash&gt;/</c>, and its files.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Hash">The run's hash.</param>
public sealed record RunFolder(string Path, string Hash)
{
    /// <summary>The canonical spec.</summary>
    public string Spec => File("spec.yaml");

    /// <summary>The measurements.</summary>
    public string Metrics => File("metrics.jsonl");

    /// <summary>The result; it is written last, so a run that has one is finished.</summary>
    public string Result => File("result.json");

    /// <summary>The samples, one a line, or apart by an empty line where the text has lines of its own.</summary>
    public string Samples => File("samples.txt");

    /// <summary>The trained parameters and buffers.</summary>
    public string Model => File("model.safetensors");

    /// <summary>The heat map of a small table of bigrams, without its ending: <c>.svg</c> and <c>.png</c>.</summary>
    public string Chart => File("bigrams");

    /// <summary>The tokenizer.</summary>
    public string Tokenizer => File("tokenizer.json");

    /// <summary>The last two checkpoints.</summary>
    internal CheckpointFolder Checkpoints => new(File("checkpoint"));

    /// <summary>The file that is locked by who works on the run.</summary>
    internal string Lock => File("run.lock");

    /// <summary>The folder of a plan; the data are read to hash them, and nothing is written.</summary>
    /// <exception cref="MakemoreException">The data cannot be had.</exception>
    public static RunFolder Of(RunPlan plan, RunnerOptions options)
    {
        var hash = RunHash.Of(plan, RunInput.Hash(plan.Spec, options.Data));
        return new(System.IO.Path.Combine(options.RunsFolder, plan.Name, hash), hash);
    }

    /// <summary>The result, or null where the run is not finished.</summary>
    /// <exception cref="MakemoreException">The file is damaged.</exception>
    public RunResult? ReadResult()
    {
        if (!System.IO.File.Exists(Result))
        {
            return null;
        }

        try
        {
            return RunResult.Parse(System.IO.File.ReadAllText(Result)) with { Folder = Path };
        }
        catch (JsonException error)
        {
            throw new MakemoreException($"{Result} is damaged: {error.Message} Delete it, and the run is " +
                $"finished again.", error)
            { ExitCode = 1 };
        }
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
