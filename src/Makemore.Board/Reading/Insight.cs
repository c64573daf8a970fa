using System.Collections.Immutable;
using Makemore.Runtime;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Runs;

namespace Makemore.Board.Reading;

/// <summary>What was seen inside of a network until now.</summary>
/// <param name="Length">The bytes of the file that it was read from.</param>
/// <param name="Observations">What was seen, by step.</param>
/// <param name="Findings">What that tells.</param>
public sealed record Insight(long Length, IReadOnlyList<Observation> Observations, ImmutableArray<Finding> Findings)
{
    /// <summary>That of a run into which nobody has looked.</summary>
    public static Insight None { get; } = new(0, [], []);

    /// <summary>Reads the file of a run again where its length is another; what vanishes meanwhile is not there.</summary>
    internal Insight Of(BoardRun run)
    {
        var file = new FileInfo(run.Stored.Folder.Diagnostics);
        try
        {
            if (!file.Exists)
            {
                return None;
            }

            if (file.Length == Length)
            {
                return this;
            }

            var observations = DiagnosticsLog.Read(file.FullName);
            return new(file.Length, observations, Diagnosis.Of(observations));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or MakemoreException)
        {
            return None;
        }
    }
}
