using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Data;
using Makemore.Sqlite;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Ledgers;

/// <summary>Files that are no ledger, or none any more.</summary>
public sealed class DamagedLedgerTests : IDisposable
{
    private static readonly StudyIdentity Identity = new("sweeps/size", "0123456789ab", []);
    private static readonly Worker Somebody = new("another-machine", 1, DateTimeOffset.UnixEpoch, 0);

    private readonly TestFolder folder = new();

    private string FilePath => Path.Combine(folder.Path, "ledger.db");

    [Fact]
    public void A_file_that_is_no_database_is_left_alone_and_said_so()
    {
        folder.Write("ledger.db", "this is no database, but a text that is long enough to be one");
        Assert.Contains("is no ledger, or is damaged", MessageOfOpening(), StringComparison.Ordinal);
        Assert.Equal("this is no database, but a text that is long enough to be one", File.ReadAllText(FilePath));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void The_database_of_another_program_is_left_alone_and_said_so(int version)
    {
        LedgerFile.Change(FilePath, $"CREATE TABLE letter (text); PRAGMA user_version = {version}");
        var before = File.ReadAllBytes(FilePath);
        Assert.Contains("is the database of another program", MessageOfOpening(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_ledger_of_a_later_version_is_left_alone_and_said_so()
    {
        Make(trials: 1);
        LedgerFile.Change(FilePath, "PRAGMA user_version = 7");
        Assert.Contains("is a ledger of version 7, and this program knows 1", MessageOfOpening(), StringComparison.Ordinal);
        Assert.Equal("1", LedgerFile.Ask(FilePath, "SELECT count(*) FROM trial"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_so()
    {
        var error = Assert.Throws<LedgerException>(() => SqliteLedger.Open(Path.Combine(folder.Path, "nowhere", "ledger.db")));
        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_becomes_a_ledger()
    {
        folder.Write("ledger.db", "");
        Make(trials: 1);
        Assert.Equal("1", LedgerFile.Ask(FilePath, "SELECT count(*) FROM trial"));
    }

    [Fact]
    public void Half_a_ledger_is_said_to_be_damaged()
    {
        Make(trials: 500);
        File.WriteAllBytes(FilePath, File.ReadAllBytes(FilePath)[..(int)(new FileInfo(FilePath).Length / 2)]);
        Assert.Contains("is damaged", Assert.Throws<LedgerException>(ReadAll).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE trial SET state = 'asleep' WHERE number = 1")]
    [InlineData("UPDATE trial SET begun = 'yesterday' WHERE number = 1")]
    [InlineData("UPDATE trial SET objective = 'good' WHERE number = 1")]
    [InlineData("UPDATE trial SET point = '{' WHERE number = 1")]
    [InlineData("UPDATE trial SET number = -1 WHERE number = 1")]
    [InlineData("DELETE FROM trial WHERE number = 1")]
    [InlineData("UPDATE study SET settings = '{'")]
    public void Values_that_no_ledger_writes_are_said_to_be_damage(string damage)
    {
        Make(trials: 3);
        LedgerFile.Change(FilePath, damage);
        Assert.Contains("is damaged", Assert.Throws<LedgerException>(ReadAll).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_damaged_is_not_taken_for_known_when_it_is_asked_for_again()
    {
        Make(trials: 3);
        using var ledger = SqliteLedger.Open(FilePath);
        var study = ledger.Open(Identity);
        LedgerFile.Change(FilePath, "UPDATE trial SET state = 'asleep' WHERE number = 1");
        Assert.Throws<LedgerException>(() => ledger.Trials(study));
        Assert.Throws<LedgerException>(() => ledger.Trials(study));
        LedgerFile.Change(FilePath, "UPDATE trial SET state = 'running' WHERE number = 1");
        Assert.Equal([0, 1, 2], ledger.Trials(study).Select(trial => trial.Number));
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private string MessageOfOpening() => Assert.Throws<LedgerException>(() => SqliteLedger.Open(FilePath)).Message;

    private void Make(int trials)
    {
        using var ledger = SqliteLedger.Open(FilePath);
        var study = ledger.Open(Identity);
        for (var number = 0; number < trials; number++)
        {
            ledger.Claim(study, Somebody, view => new Claim.Begin(SweepPoint.Empty.With("model.hidden", (long)view.Trials.Length)));
        }
    }

    private void ReadAll()
    {
        using var ledger = SqliteLedger.Open(FilePath);
        ledger.Trials(ledger.Open(Identity));
    }
}
