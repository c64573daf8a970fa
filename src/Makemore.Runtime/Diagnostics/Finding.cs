namespace Makemore.Runtime.Diagnostics;

/// <summary>Something about a training that whoever trains should know.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Severity">Whether something should be done.</param>
/// <param name="Step">The step at which it was seen; the last one, of what was seen at several.</param>
/// <param name="Subject">The name of the layer or parameter; empty where it is the whole network.</param>
/// <param name="Message">What was seen and what to do, in one sentence.</param>
public sealed record Finding(FindingKind Kind, Severity Severity, long Step, string Subject, string Message)
{
    /// <summary>The page that explains it, with the place there.</summary>
    public string Page => "docs/diagnosing.md#" + Kind switch
    {
        FindingKind.ConfidentStart => "confident-start",
        FindingKind.Saturated => "saturated",
        FindingKind.DeadUnits => "dead-units",
        FindingKind.ShrinkingActivations => "shrinking-activations",
        FindingKind.GrowingActivations => "growing-activations",
        FindingKind.UnevenGradients => "uneven-gradients",
        FindingKind.LargeUpdates => "large-updates",
        FindingKind.SmallUpdates => "small-updates",
        FindingKind.UnevenUpdates => "uneven-updates",
        _ => "steep-matrix",
    };
}

/// <summary>Whether something should be done about a finding.</summary>
public enum Severity
{
    /// <summary>It may be as it is meant.</summary>
    Note,

    /// <summary>The training would most likely be better without it.</summary>
    Warning,
}

/// <summary>What may be found.</summary>
public enum FindingKind
{
    /// <summary>The first loss is far above that of an even guess.</summary>
    ConfidentStart,

    /// <summary>Too many outputs of a layer are where its function is flat.</summary>
    Saturated,

    /// <summary>Units of a layer are flat for every example.</summary>
    DeadUnits,

    /// <summary>The outputs become smaller from layer to layer.</summary>
    ShrinkingActivations,

    /// <summary>The outputs become larger from layer to layer.</summary>
    GrowingActivations,

    /// <summary>The gradients become smaller or larger from layer to layer.</summary>
    UnevenGradients,

    /// <summary>The steps are large beside the parameters.</summary>
    LargeUpdates,

    /// <summary>The steps are small beside the parameters.</summary>
    SmallUpdates,

    /// <summary>One parameter is changed much faster or slower than the others.</summary>
    UnevenUpdates,

    /// <summary>At the start one parameter has a far larger gradient, beside its numbers, than the others.</summary>
    SteepMatrix,
}
