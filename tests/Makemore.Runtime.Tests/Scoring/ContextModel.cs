using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Tests.Scoring;

/// <summary>A model whose probabilities tell contexts apart by every token and their order; nothing is trained.</summary>
internal sealed class ContextModel(int vocabulary, int context, bool isWindowed) : ILanguageModel
{
    public int Vocabulary => vocabulary;

    public int Context => context;

    public long ParameterCount => 0;

    public bool IsWindowed => isWindowed;

    public float LogProbability(ReadOnlySpan<int> seen, int token)
    {
        var all = new float[vocabulary];
        LogProbabilities(seen, seen.Length, all);
        return all[token];
    }

    public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities)
    {
        for (var row = 0; row < contexts.Length / length; row++)
        {
            var mixed = 1u;
            foreach (var token in contexts.Slice(row * length, length))
            {
                mixed = (mixed * 31) + (uint)token;
            }

            double[] weights = [.. Enumerable.Range(0, vocabulary).Select(token => 1.0 + ((mixed * 7919) + (uint)(token * 104729)) % 101)];
            for (var token = 0; token < vocabulary; token++)
            {
                logProbabilities[(row * vocabulary) + token] = (float)Math.Log(weights[token] / weights.Sum());
            }
        }
    }

    public double Loss(TokenSequences tokens, CancellationToken cancellation = default) => throw new NotSupportedException();

    public IReadOnlyList<NamedTensor> State() => [];

    public void Load(IReadOnlyList<NamedTensor> state)
    {
    }

    public void Dispose()
    {
    }
}
