using Makemore.Runtime.Runs.Plans;

namespace Makemore.Runtime.Runs;

/// <summary>The folder of a run, <c>runs/&lt;experiment&gt;/&lt;hash&gt;/</c>, and its files.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Identity">What the run is.</param>
public sealed record RunFolder(string Path, RunIdentity Identity)
{
    /// <summary>
    /// The file in which a run records what it is; a build leaves every folder alone that holds one, so that no saved spec
    /// becomes an experiment.
    /// </summary>
    public const string IdentityName = "makemore-run.json";

    /// <summary>The file with what was seen inside of the network.</summary>
    public const string DiagnosticsName = "diagnostics.jsonl";

    private const string PageName = "report.html";

    /// <summary>The run's hash.</summary>
    public string Hash => Identity.Hash;

    /// <summary>What the run is.</summary>
    public string IdentityFile => File(IdentityName);

    /// <summary>The spec with every default spelled out.</summary>
    public string Spec => File("spec.yaml");

    /// <summary>The measurements.</summary>
    public string Metrics => File("metrics.jsonl");

    /// <summary>What was seen inside of the network while it was trained; only where somebody asked for it.</summary>
    public string Diagnostics => File(DiagnosticsName);

    /// <summary>The result; it is written last, so a run that has one is finished.</summary>
    public string Result => File("result.json");

    /// <summary>Why the run came to nothing.</summary>
    public string Failure => File("failure.json");

    /// <summary>The samples, one a line, or apart by an empty line where the text has lines of its own.</summary>
    public string Samples => File("samples.txt");

    /// <summary>The trained parameters and buffers.</summary>
    public string Model => File("model.safetensors");

    /// <summary>The heat map of a small table of bigrams, without its endings (<see cref="ChartEndings"/>).</summary>
    public string Chart => File("bigrams");

    /// <summary>The tokenizer.</summary>
    public string Tokenizer => File("tokenizer.json");

    /// <summary>
    /// The page that shows the run. The result does not vouch for it, and who looks at a run does not touch it: it may be deleted, and
    /// is written again by who asks for it.
    /// </summary>
    public string Page => File(PageName);

    /// <summary>The files that a finished run may have beside its result, each of which the result vouches for.</summary>
    internal IEnumerable<string> Kept =>
        [IdentityFile, Spec, Metrics, Diagnostics, Model, Tokenizer, Samples, Chart + ChartEndings.Svg, Chart + ChartEndings.Png];

    /// <summary>When a file of the run was last written, its page apart.</summary>
    internal DateTimeOffset Touched() => new(
        new DirectoryInfo(Path).EnumerateFiles().Where(file => file.Name != PageName).Max(file => file.LastWriteTimeUtc), TimeSpan.Zero);

    /// <summary>The last two checkpoints.</summary>
    internal CheckpointFolder Checkpoints => new(File("checkpoint"));

    /// <summary>The file that is locked by who works on the run.</summary>
    internal string Lock => File("run.lock");

    /// <summary>The file that asks who works on the run to stop it.</summary>
    internal string StopRequest => File("stop.request");

    /// <summary>The folder of a plan; the data are read to hash them, and nothing is written.</summary>
    /// <exception cref="MakemoreException">The data cannot be had, or a setting is out of its range.</exception>
    public static RunFolder Of(RunPlan plan, RunnerOptions options)
    {
        PlanSettings.Require(plan);
        var identity = RunIdentity.Of(plan, RunInput.Hash(plan.Spec, options));
        return new(System.IO.Path.Combine(options.RunsFolder, plan.Name, identity.Hash), identity);
    }

    /// <summary>Makes sure that the folder is still there.</summary>
    /// <exception cref="MakemoreException">Somebody has deleted it.</exception>
    internal void RequireExists()
    {
        if (!System.IO.File.Exists(Lock))
        {
            throw new MakemoreException(
                $"{Path} was deleted while the run was going on, and with it all that the run had kept. Start it again.")
            {
                ExitCode = 1,
            };
        }
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
