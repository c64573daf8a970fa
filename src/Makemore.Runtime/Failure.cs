using System.Runtime.InteropServices;

namespace Makemore.Runtime;

/// <summary>What an exception means to who called the command.</summary>
internal static class Failure
{
    /// <summary>The environment variable that shows where an exception comes from.</summary>
    public const string DebugVariable = "MAKEMORE_DEBUG";

    /// <summary>What was found and what to do; never a stack trace.</summary>
    public static string Sentence(Exception exception) => exception switch
    {
        MakemoreException => exception.Message,
        _ when IsOutOfMemory(exception) =>
            "There is not enough memory. Write a smaller `training.batch` or `context`, or a model with fewer parameters.",
        DirectoryNotFoundException or FileNotFoundException when !IsCurrentFolderThere() =>
            "The current folder is not there any more. Change to a folder that is, and run the command again.",
        // libtorch says in the lines behind the first where it was.
        _ => $"{exception.Message.Split('\n')[0].TrimEnd()} ({exception.GetType().Name}; {DebugVariable}=1 shows where)",
    };

    /// <summary>1 failed, 2 bad usage or input.</summary>
    public static int ExitCode(Exception exception) => exception is MakemoreException { ExitCode: var code } ? code : 1;

    private static bool IsOutOfMemory(Exception exception) =>
        // A size that no number holds is one that no memory holds.
        exception is OutOfMemoryException or OverflowException
        || (exception is ExternalException && exception.Message.Contains("can't allocate memory", StringComparison.Ordinal));

    private static bool IsCurrentFolderThere()
    {
        try
        {
            return Directory.Exists(Environment.CurrentDirectory);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
