using System.Collections.Immutable;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>The output of a nonlinearity and the derivatives of the loss by it, both (layers, batch, time, units).</summary>
/// <param name="Path">Its path in the program, with <c>*</c> for the number of each repetition.</param>
/// <param name="Function">The nonlinearity.</param>
/// <param name="Values">The outputs; they stay until the network computes again.</param>
/// <param name="Gradients">The derivatives by them.</param>
/// <param name="Layers">How many times each repetition repeats, the outermost first.</param>
/// <param name="Batch">The number of examples; 1 where all have the same.</param>
/// <param name="Time">The number of places; 1 where there are none.</param>
/// <param name="Units">The numbers for each example and place.</param>
public readonly record struct WatchedTensor(
    string Path, ActivationFunction Function, Floats Values, Floats Gradients, ImmutableArray<int> Layers, int Batch, int Time, int Units);
