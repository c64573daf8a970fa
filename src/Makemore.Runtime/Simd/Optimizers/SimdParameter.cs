using System.Collections.Immutable;

namespace Makemore.Runtime.Simd.Optimizers;

/// <summary>A trained tensor of a network on this backend.</summary>
/// <param name="Name">Its name in the saved model.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="IsWeight">Whether regularization applies.</param>
/// <param name="Place">Where it begins, in numbers from the start of all parameters.</param>
/// <param name="Count">Its numbers.</param>
public sealed record SimdParameter(string Name, ImmutableArray<long> Shape, bool IsWeight, nint Place, int Count);
