namespace Makemore.Runtime.Specs;

/// <summary>A parameter of smoothing: a number that is given, or how it is found.</summary>
public abstract record SmoothingParameter
{
    private SmoothingParameter()
    {
    }

    /// <summary>The one that gives the dev split the least loss, written <c>fit</c>.</summary>
    public static SmoothingParameter Fit { get; } = new Fitted();

    /// <summary>What follows from the counts of counts, written <c>estimate</c>.</summary>
    public static SmoothingParameter Estimate { get; } = new Estimated();

    /// <summary>A number that is given.</summary>
    public static implicit operator SmoothingParameter(double value) => new Given(value);

    /// <summary>As a spec writes it.</summary>
    public sealed override string ToString() => this switch
    {
        Given given => Format.SpecText.Format(given.Value),
        Fitted => "fit",
        _ => "estimate",
    };

    /// <summary>A number that is given.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Given(double Value) : SmoothingParameter;

    /// <summary>Chosen on the dev split.</summary>
    public sealed record Fitted : SmoothingParameter;

    /// <summary>Estimated from the counts of counts.</summary>
    public sealed record Estimated : SmoothingParameter;
}
