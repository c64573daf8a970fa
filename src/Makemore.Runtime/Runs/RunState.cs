using System.Text.Json;

namespace Makemore.Runtime.Runs;

/// <summary>How far a run has come, as its folder tells.</summary>
public abstract record RunState
{
    private RunState()
    {
    }

    /// <summary>Reads the folder of a run, and holds every file of a finished one to its SHA-256.</summary>
    public static RunState Of(RunFolder folder) => Read(folder, withFiles: true);

    /// <summary>
    /// The same, with only a look at which files of a finished run are there: for many runs, whose models are large.
    /// </summary>
    public static RunState AtAGlance(RunFolder folder) => Read(folder, withFiles: false);

    private static RunState Read(RunFolder folder, bool withFiles)
    {
        if (File.Exists(folder.Result))
        {
            return FileDigests.Read(folder, withFiles) is var (result, damage) && damage is null ? new Finished(result!)
                : new Damaged(damage!);
        }

        return File.Exists(folder.Failure) && ReadFailure(folder) is { } failure ? new Failed(failure) : new Unfinished();
    }

    private static RunFailure? ReadFailure(RunFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(folder.Failure), RunJson.Default.RunFailure);
        }
        catch (JsonException)
        {
            // Whether it fails again is found out by running it again.
            return null;
        }
    }

    /// <summary>Not begun, or stopped on the way.</summary>
    public sealed record Unfinished : RunState;

    /// <summary>Finished, and every file is as it was written.</summary>
    /// <param name="Result">What came out.</param>
    public sealed record Finished(RunResult Result) : RunState;

    /// <summary>Finished once, but a file is not as it was written.</summary>
    /// <param name="Message">Which file, and what is wrong with it.</param>
    public sealed record Damaged(string Message) : RunState;

    /// <summary>It came to nothing, and would again.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Failed(RunFailure Failure) : RunState;
}

/// <summary>Why a run came to nothing: the content of <c>failure.json</c>.</summary>
/// <param name="Step">The step at which it failed.</param>
/// <param name="Loss">The loss there, in nats per token.</param>
/// <param name="Message">What was found and what to do.</param>
public sealed record RunFailure(long Step, double Loss, string Message);
