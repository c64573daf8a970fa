namespace Makemore.Runtime.Specs;

/// <summary>The examples of a step: a number, or the whole training split.</summary>
/// <param name="Examples">The number, 1 or more; null for the whole split.</param>
public readonly record struct BatchSize(int? Examples)
{
    private const string FullWord = "full";

    /// <summary>The whole training split, written <c>full</c>.</summary>
    public static BatchSize Full => default;

    /// <summary>Whether a step sees the whole split.</summary>
    public bool IsFull => Examples is null;

    /// <summary>So many examples.</summary>
    public static implicit operator BatchSize(int examples) => new(examples);

    /// <summary>As a spec writes it.</summary>
    public override string ToString() => Examples is { } number ? Format.SpecText.Format(number) : FullWord;
}
