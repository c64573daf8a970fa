using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Ngram.Estimation;
using Makemore.Runtime.Ngram.Scoring;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Ngram;

/// <summary>Turns an n-gram model into tensors and back: for each order its tokens, children and logarithms.</summary>
internal static class NgramState
{
    private const string Unseen = "unseen";

    /// <summary>The tensors.</summary>
    public static IReadOnlyList<NamedTensor> Save(NgramTables tables, ImmutableArray<NamedParameter> parameters)
    {
        var state = new List<NamedTensor>();
        for (var order = 0; order <= tables.Order; order++)
        {
            var values = tables.Values(order);
            state.Add(Integers($"order{order}.tokens", values.Tokens));
            state.Add(NamedTensor.Of($"order{order}.log-probabilities", [values.Tokens.Length],
                values.LogProbabilities.AsSpan()));
            if (order < tables.Order)
            {
                state.Add(Integers($"order{order}.children", values.FirstChildren));
                state.Add(NamedTensor.Of($"order{order}.log-backoffs", [values.Tokens.Length], values.LogBackoffs.AsSpan()));
            }
        }

        state.Add(NamedTensor.Of(Unseen, [], (ReadOnlySpan<double>)[tables.LogUnseen]));
        state.AddRange(parameters.Select(parameter =>
            NamedTensor.Of($"smoothing.{parameter.Name}", [], (ReadOnlySpan<double>)[parameter.Value])));
        return state;
    }

    /// <summary>The model of tensors.</summary>
    /// <exception cref="MakemoreException">They are not those of such a model.</exception>
    public static NgramTables Load(IReadOnlyList<NamedTensor> state, int vocabulary, int? boundary)
    {
        var saved = state.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var order = -1;
        while (saved.ContainsKey($"order{order + 1}.tokens"))
        {
            order++;
        }

        try
        {
            var levels = new NgramLevel[order + 1];
            var (logProbabilities, logBackoffs) = (new double[order + 1][], new double[order][]);
            for (var n = 0; n <= order; n++)
            {
                var tokens = Values<int>($"order{n}.tokens", TensorType.Int32);
                var children = n < order ? Values<int>($"order{n}.children", TensorType.Int32) : [];
                levels[n] = new(tokens, children, new long[tokens.Length]);
                logProbabilities[n] = Values<double>($"order{n}.log-probabilities", TensorType.Float64);
                if (n < order)
                {
                    logBackoffs[n] = Values<double>($"order{n}.log-backoffs", TensorType.Float64);
                }
            }

            return new(new NgramTrie(levels, vocabulary, boundary), logProbabilities, logBackoffs,
                Values<double>(Unseen, TensorType.Float64)[0]);
        }
        catch (Exception error) when (error is IndexOutOfRangeException or OverflowException or ArgumentException)
        {
            throw new MakemoreException("The saved n-grams do not fit together. Train the model again.", error);
        }

        T[] Values<T>(string name, TensorType type)
            where T : unmanaged =>
            saved.TryGetValue(name, out var tensor) && tensor.Type == type
                ? tensor.Values<T>().ToArray()
                : throw new MakemoreException($"The saved model has no tensor '{name}' of n-grams. It was saved by " +
                    $"another model; train again.");
    }

    private static NamedTensor Integers(string name, int[] values) =>
        new(name, TensorType.Int32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
