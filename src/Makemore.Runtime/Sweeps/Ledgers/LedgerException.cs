namespace Makemore.Runtime.Sweeps.Ledgers;

/// <summary>A ledger that cannot be read or written: the end of a sweep, but of nothing that was computed.</summary>
/// <param name="message">What was found, and what to do.</param>
/// <param name="innerException">The cause.</param>
public sealed class LedgerException(string message, Exception? innerException = null) : MakemoreException(message, innerException);
