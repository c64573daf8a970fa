using System.Globalization;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>The last two checkpoints of a run, each in a file named after its step.</summary>
/// <param name="path">The folder.</param>
internal sealed class CheckpointFolder(string path)
{
    private const int Kept = 2;
    private const string Ending = ".safetensors";

    /// <summary>Writes a checkpoint, and lets go of those before the last two.</summary>
    public void Save(Checkpoint checkpoint)
    {
        Directory.CreateDirectory(path);
        // Digits in front, so that the order of names is the order of steps.
        var name = checkpoint.Position.Step.ToString("D12", CultureInfo.InvariantCulture) + Ending;
        AtomicFile.Write(Path.Combine(path, name), checkpoint.ToBytes());
        foreach (var old in NewestFirst().Skip(Kept).Concat(Directory.GetFiles(path, "*" + AtomicFile.TemporaryEnding)))
        {
            File.Delete(old);
        }
    }

    /// <summary>The steps before the newest checkpoint, by its name; null where there is none.</summary>
    public long? LatestStep() => NewestFirst()
        .Select(file => long.TryParse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out var step) ? (long?)step : null)
        .FirstOrDefault();

    /// <summary>Forgets all checkpoints, so that the run starts again.</summary>
    public void Clear()
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>The newest checkpoint that is whole and whose logs are still there; a damaged one is reported.</summary>
    /// <param name="metricsFile">The <c>metrics.jsonl</c> of the run.</param>
    /// <param name="diagnosticsFile">The <c>diagnostics.jsonl</c> of the run.</param>
    /// <param name="observer">Hears of damage.</param>
    public Checkpoint? Latest(string metricsFile, string diagnosticsFile, ITrainingObserver observer)
    {
        foreach (var file in NewestFirst())
        {
            try
            {
                return Read(file, metricsFile, diagnosticsFile);
            }
            catch (MakemoreException error)
            {
                observer.Warned($"{error.Message} The run goes on from before.");
                // It must not count as one of the two that are kept.
                File.Delete(file);
            }
        }

        return null;
    }

    private static Checkpoint Read(string file, string metricsFile, string diagnosticsFile)
    {
        var checkpoint = Checkpoint.Parse(File.ReadAllBytes(file), file);
        Require(metricsFile, checkpoint.Metrics, "measurements");
        Require(diagnosticsFile, checkpoint.Diagnostics, "observations");
        return checkpoint;

        void Require(string log, LogMark mark, string rows)
        {
            if (!RowLog.Holds(log, mark))
            {
                throw new MakemoreException($"{log} is damaged: it does not hold the {rows} before {Path.GetFileName(file)}.");
            }
        }
    }

    private IEnumerable<string> NewestFirst() => !Directory.Exists(path)
        ? []
        : Directory.GetFiles(path, "*" + Ending).OrderDescending(StringComparer.Ordinal);
}
