using System.Globalization;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tests.Runs;
using Makemore.Sqlite;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Ledgers;

/// <summary>Kills real processes while they write to a ledger.</summary>
public sealed class KilledLedgerTests : IDisposable
{
    private const string FolderVariable = "MAKEMORE_TEST_LEDGER";
    private const int Kills = 4;
    private const int TrialsBeforeKill = 60;

    private static readonly StudyIdentity Identity = new("sweeps/size", "0123456789ab", []);

    private readonly TestFolder folder = new();

    [Fact]
    public async Task What_a_killed_process_was_told_is_kept_is_kept()
    {
        var said = Path.Combine(folder.Path, "said");
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var process = TestProcess.Start(
                $"{nameof(KilledLedgerTests)}.{nameof(Write_until_killed)}", (FolderVariable, folder.Path));
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            while (!process.HasExited && Said(said).Length < kill * TrialsBeforeKill)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            var hadExited = process.HasExited;
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.False(hadExited, await output + await error);
        }

        var path = Path.Combine(folder.Path, "ledger.db");
        using var ledger = SqliteLedger.Open(path);
        var trials = ledger.Trials(ledger.Open(Identity));
        Assert.Equal("ok", LedgerFile.Ask(path, "PRAGMA integrity_check"));
        Assert.Equal(Enumerable.Range(0, trials.Length), trials.Select(trial => trial.Number));
        Assert.All(Said(said), number =>
        {
            Assert.Equal((TrialState.Finished, (double?)number), (trials[number].State, trials[number].Objective));
            Assert.Equal([new(100, number)], trials[number].Reports);
            Assert.Equal(number, Assert.Single(trials[number].Runs).Objective);
        });
        // Each process leaves at most the trial that it was at.
        Assert.InRange(trials.Count(trial => trial.State != TrialState.Finished), 0, Kills);
    }

    /// <summary>What the killed process does: it says the number of each trial that the ledger has kept as finished.</summary>
    [Fact(Explicit = true)]
    public void Write_until_killed()
    {
        var path = Environment.GetEnvironmentVariable(FolderVariable)!;
        using var ledger = SqliteLedger.Open(Path.Combine(path, "ledger.db"));
        using var said = new FileStream(Path.Combine(path, "said"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var study = ledger.Open(Identity);
        var worker = new Worker(Environment.MachineName, Environment.ProcessId, DateTimeOffset.UtcNow, 0);
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var number = ledger.Claim(study, worker, Begin)!.Number;
            Assert.True(ledger.Report(study, number, worker, new(100, number), _ => null));
            Assert.True(ledger.Add(study, number, worker, new(7, "abcdef012345", number, new(1, 2, 3), 1, 1, 1)));
            Assert.True(ledger.Release(study, number, worker, new(TrialState.Finished, number)));
            said.Write(System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture) + "\n"));
        }

        static Claim Begin(StudyView view) => new Claim.Begin(SweepPoint.Empty.With("model.hidden", (long)view.Trials.Length));
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    // Others write to the file meanwhile; its last line may be a part of one.
    private static int[] Said(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n')[..^1].Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }
}
