namespace Makemore.Generators.Shapes;

/// <summary>A shape that an operation cannot take; the language reports it where the operation was applied.</summary>
/// <param name="found">What came in.</param>
/// <param name="expected">What fits, and what to try.</param>
public sealed class ShapeException(string found, string expected) : Exception($"{found}; {expected}")
{
    /// <summary>What came in.</summary>
    public string Found { get; } = found;

    /// <summary>What fits, and what to try.</summary>
    public string Expected { get; } = expected;
}
