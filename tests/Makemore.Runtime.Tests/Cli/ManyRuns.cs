using Makemore.Runtime.Models;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>
/// A project with runs: of specs as they are, with 300 hidden units, damaged with 400, interrupted with 500, one that diverged,
/// and one whose experiment is gone.
/// </summary>
public sealed class ManyRuns : IDisposable
{
    public ManyRuns()
    {
        using var source = new CancellationTokenSource();
        var stops = false;
        var stepped = new SteppedExperiment("mlp")
        {
            BeforeStep = step =>
            {
                if (stops && step == 12)
                {
                    source.Cancel();
                }
            },
        };
        Experiment[] present = [new CountedExperiment("bigram"), stepped, new SteppedExperiment("bad") { Loss = _ => double.NaN }];
        Project = new() { Experiments = [.. present, new CountedExperiment("gone")], Cancellation = source.Token };
        Project.Run("train", "bigram", "mlp", "gone", "bad");
        Project.Run("train", "mlp", "--hidden", "300");
        Project.Run("train", "mlp", "--hidden", "400");
        stops = true;
        Project.Run("train", "mlp", "--hidden", "500");
        Project = new TestProject(Project.Folder) { Experiments = present };
        File.WriteAllText(Path.Combine(Folder("hidden = 400"), "result.json"), "{}");
    }

    internal TestProject Project { get; }

    /// <summary>The hash of the one run of which a condition holds.</summary>
    internal string Hash(string where) => Row(where).GetProperty("hash").GetString()!;

    /// <summary>The folder of the one run of which a condition holds.</summary>
    internal string Folder(string where) => Row(where).GetProperty("folder").GetString()!;

    /// <summary>The runs that are left, each with what was changed: <c>mlp hidden=300</c>.</summary>
    internal IEnumerable<string> Left() => Project.Run("runs", "--json").Json.GetProperty("runs").EnumerateArray()
        .Select(run => string.Join(' ', run.GetProperty("changes").EnumerateArray()
            .Select(change => $"hidden={change.GetProperty("to").GetString()}").Prepend(run.GetProperty("name").GetString())))
        .Order(StringComparer.Ordinal);

    public void Dispose() => Project.Dispose();

    private System.Text.Json.JsonElement Row(string where)
    {
        var rows = Project.Run("runs", "--where", where, "--json").Json.GetProperty("runs");
        return rows.GetArrayLength() == 1 ? rows[0] : throw new InvalidOperationException($"{rows.GetArrayLength()} runs: {where}");
    }
}
