namespace Makemore.Runtime;

/// <summary>
/// A mistake that the user can mend: its message says what was found, what was expected, where, and what to do.
/// The command line prints the message alone and ends with exit code 2 (bad input) or 1 (the run failed).
/// </summary>
public class MakemoreException : Exception
{
    /// <summary>Makes an error with a message for the user.</summary>
    /// <param name="message">What was found, what was expected, where, and what to do.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public MakemoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>2 for bad usage or input, 1 for a run that failed.</summary>
    public int ExitCode { get; init; } = 2;
}
