namespace Makemore.Generators.Specs;

/// <summary>Leaves the reader once a diagnostic says why.</summary>
internal sealed class UnreadableException : Exception;
