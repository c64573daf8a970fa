namespace Makemore.Runtime.Specs;

/// <summary>How the probability of the unseen is estimated.</summary>
public sealed record SmoothingSpec
{
    /// <summary>The method.</summary>
    public SmoothingType Type { get; init; } = SmoothingType.None;

    /// <summary>What add-k adds to each count; given or fitted.</summary>
    public SmoothingParameter K { get; init; } = 1;

    /// <summary>The share of the target that label smoothing spreads over all tokens.</summary>
    public double Amount { get; init; } = 0.1;

    /// <summary>The weight of each order over the shorter ones in Jelinek and Mercer's interpolation; given or fitted.</summary>
    public SmoothingParameter Weight { get; init; } = SmoothingParameter.Fit;

    /// <summary>What absolute discounting and Kneser-Ney take from each count; given, estimated or fitted.</summary>
    public SmoothingParameter Discount { get; init; } = SmoothingParameter.Estimate;

    /// <summary>The greatest count that Katz discounts.</summary>
    public int Cut { get; init; } = 5;

    /// <summary>The factor of each step of stupid back-off.</summary>
    public double Backoff { get; init; } = 0.4;
}

/// <summary>The methods of smoothing.</summary>
public enum SmoothingType
{
    /// <summary>Relative frequencies.</summary>
    None,

    /// <summary>A constant added to each count.</summary>
    AddK,

    /// <summary>A share of the target spread over all tokens, for a neural model.</summary>
    Label,

    /// <summary>Add-k under the name of its author.</summary>
    Lidstone,

    /// <summary>1 added to each count.</summary>
    Laplace,

    /// <summary>Interpolation of all orders with fixed or fitted weights.</summary>
    JelinekMercer,

    /// <summary>Interpolation by the number of different tokens that followed a context.</summary>
    WittenBell,

    /// <summary>A constant taken from each count.</summary>
    AbsoluteDiscounting,

    /// <summary>Absolute discounting, with shorter n-grams counted by what stands before them.</summary>
    KneserNey,

    /// <summary>Kneser-Ney with discounts for the counts 1, 2, and 3 or more, as KenLM estimates it.</summary>
    ModifiedKneserNey,

    /// <summary>Good-Turing discounts and back-off.</summary>
    Katz,

    /// <summary>Relative frequencies and back-off by a constant: scores, no probabilities.</summary>
    StupidBackoff,
}
