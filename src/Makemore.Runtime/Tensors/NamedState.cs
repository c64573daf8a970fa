using System.Collections.Immutable;

namespace Makemore.Runtime.Tensors;

/// <summary>Checks that a saved state belongs to the model that is about to take it.</summary>
internal static class NamedState
{
    /// <summary>The saved tensors by name, exactly those that are expected.</summary>
    /// <exception cref="MakemoreException">A name is missing, or one too many.</exception>
    public static IReadOnlyDictionary<string, NamedTensor> ByName(
        IReadOnlyList<NamedTensor> state, IEnumerable<string> expected, string owner)
    {
        var saved = state.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var wanted = expected.ToArray();
        if (wanted.FirstOrDefault(name => !saved.ContainsKey(name)) is { } missing)
        {
            throw new MakemoreException(
                $"The saved {owner} has no tensor '{missing}'. It was saved by another network; train again.");
        }

        if (saved.Keys.Except(wanted, StringComparer.Ordinal).FirstOrDefault() is { } surplus)
        {
            throw new MakemoreException(
                $"The saved {owner} has a tensor '{surplus}' that this network does not know. It was saved by " +
                    $"another network; train again.");
        }

        return saved;
    }

    /// <summary>Checks the type and the shape of one tensor.</summary>
    /// <exception cref="MakemoreException">They differ.</exception>
    public static void CheckShape(NamedTensor saved, TensorType type, ReadOnlySpan<long> shape, string owner)
    {
        if (saved.Type != type || !saved.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new MakemoreException(
                $"The tensor '{saved.Name}' of the saved {owner} is {saved.Type} ({string.Join(", ", saved.Shape)}), " +
                $"but {type} ({string.Join(", ", shape.ToImmutableArray())}) was expected. It was saved by another " +
                    $"network; train again.");
        }
    }
}
