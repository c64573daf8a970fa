using System.Globalization;
using System.Text.Json;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;

namespace Makemore.Browser.Tests.Boards;

/// <summary>Copies of a finished run under hashes of their own, and some that go on for as long as this is not disposed.</summary>
internal sealed class ManyRuns : IDisposable
{
    private readonly List<FileStream> locks = [];
    private readonly List<string> live = [];
    private long step;

    /// <summary>Makes them.</summary>
    /// <param name="runs">The folder of the runs.</param>
    /// <param name="finished">A finished run.</param>
    /// <param name="count">The number of copies.</param>
    /// <param name="living">The number of those that go on.</param>
    public ManyRuns(string runs, RunFolder finished, int count, int living)
    {
        for (var number = 0; number < count; number++)
        {
            var folder = Make(runs, finished.Identity, "copies/" + (number % 20).ToString(CultureInfo.InvariantCulture), number);
            foreach (var file in Directory.EnumerateFiles(finished.Path).Where(file => Path.GetFileName(file) != RunFolder.IdentityName))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }
        }

        for (var number = 0; number < living; number++)
        {
            var folder = Make(runs, finished.Identity, "live", number);
            locks.Add(new(Path.Combine(folder, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            live.Add(Path.Combine(folder, "metrics.jsonl"));
        }
    }

    /// <summary>Each of those that go on is measured a few times more.</summary>
    /// <returns>The last loss.</returns>
    public double Advance()
    {
        const int Rows = 10;
        var loss = 0.0;
        for (var row = 0; row < Rows; row++)
        {
            step += 10;
            loss = 2 + (1.0 / step);
            foreach (var file in live)
            {
                File.AppendAllText(file, JsonSerializer.Serialize(new Metric(step, Metric.Train, loss, 0.1, step / 1000.0), RunJson.Default.Metric) + "\n");
            }
        }

        return loss;
    }

    public void Dispose() => locks.ForEach(stream => stream.Dispose());

    private static string Make(string runs, RunIdentity identity, string name, int number)
    {
        var hash = number.ToString("x12", CultureInfo.InvariantCulture);
        var folder = Path.Combine(runs, name, hash);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(
            Path.Combine(folder, RunFolder.IdentityName),
            JsonSerializer.SerializeToUtf8Bytes(identity with { Experiment = name, Hash = hash }, RunJson.Default.RunIdentity));
        return folder;
    }
}
