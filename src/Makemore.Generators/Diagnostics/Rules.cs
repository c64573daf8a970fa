using Makemore.Generators.Collections;

namespace Makemore.Generators.Diagnostics;

/// <summary>
/// All rules of the compiler. Each stage lists its own in a part of this class: MKM1xxx the spec, MKM2xxx the model
/// language, MKM3xxx shapes, MKM4xxx sweeps.
/// </summary>
public static partial class Rules
{
    /// <summary>Every rule, in the order of the ids.</summary>
    public static EquatableArray<Rule> All => [.. ForSpecs, .. ForLanguage, .. ForSweeps];
}
