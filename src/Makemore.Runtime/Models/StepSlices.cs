namespace Makemore.Runtime.Models;

/// <summary>How a step of training is computed: its examples as a whole, or in slices.</summary>
/// <param name="Count">The number of slices; 1 for the whole.</param>
/// <param name="Examples">The examples of the largest slice.</param>
/// <param name="AtOnce">How many slices are computed at the same time, each on a thread of its own.</param>
/// <param name="Derivatives">The numbers of all derivatives that wait to be added up.</param>
public readonly record struct StepSlices(int Count, int Examples, int AtOnce, long Derivatives)
{
    /// <summary>Whether equal examples are computed once, so that there may be fewer.</summary>
    public bool AreDistinct { get; init; }

    /// <summary>All examples at once, on one thread.</summary>
    public static StepSlices Whole(int examples) => new(1, examples, 1, 0);
}
