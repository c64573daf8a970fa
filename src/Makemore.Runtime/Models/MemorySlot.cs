using System.Collections.Immutable;

namespace Makemore.Runtime.Models;

/// <summary>Memory that tensors share which are not needed at the same time; it is as large as the largest.</summary>
/// <param name="Tensors">The tensors, in the order in which they use it.</param>
public sealed record MemorySlot(ImmutableArray<MemoryTensor> Tensors);

/// <summary>A tensor that is computed on the way.</summary>
/// <param name="Name">What the generated code calls it.</param>
/// <param name="Formula">The number of its numbers, in the names of the program: <c>batch * hidden</c>.</param>
/// <param name="Count">The same for some sizes.</param>
public sealed record MemoryTensor(string Name, string Formula, long Count);

/// <summary>What the sizes of tensors depend on.</summary>
/// <param name="Hyperparameters">The hyperparameters, of the experiment's own type.</param>
/// <param name="Context">The number of tokens that the model sees.</param>
/// <param name="Vocabulary">The number of tokens in the vocabulary.</param>
/// <param name="Batch">The examples that are computed at once.</param>
/// <param name="Time">The tokens of the longest of them.</param>
public sealed record MemorySizes(HyperparameterSet Hyperparameters, int Context, int Vocabulary, int Batch, int Time);
