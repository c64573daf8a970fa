using System.Runtime.InteropServices;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Sampling;

/// <summary>Draws texts from a model, token by token: a line ends at its boundary, a running text at its length.</summary>
/// <param name="model">The model.</param>
/// <param name="tokenizer">The tokenizer that it was trained with.</param>
public sealed class Sampler(ILanguageModel model, Tokenizer tokenizer)
{
    private readonly int start = tokenizer.Boundary ?? NewlineOf(tokenizer);

    /// <summary>Draws samples, one after the other, from one generator at the seed of the spec.</summary>
    /// <param name="spec">How many, how bold, how long.</param>
    /// <param name="prompt">The text that each sample starts with.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MakemoreException">The prompt has a character outside the vocabulary.</exception>
    public IEnumerable<string> Sample(SamplingSpec spec, string prompt = "", CancellationToken cancellation = default)
    {
        var prefix = tokenizer.Encode(prompt);
        var generator = new TorchGenerator(spec.Seed);
        var draw = new TokenDraw(model.Vocabulary, spec);
        for (var i = 0; i < spec.Count; i++)
        {
            yield return tokenizer.Decode(SampleTokens(prefix, spec.Length, draw, generator, cancellation));
        }
    }

    /// <summary>The natural logarithms of the probabilities of every token behind a text; scores where the model has only those.</summary>
    /// <param name="prompt">The text.</param>
    /// <exception cref="MakemoreException">The text has a character outside the vocabulary.</exception>
    public float[] LogProbabilities(string prompt)
    {
        var logProbabilities = new float[model.Vocabulary];
        var context = ContextOf([.. tokenizer.Encode(prompt)]);
        model.LogProbabilities(context, context.Length, logProbabilities);
        return logProbabilities;
    }

    private int[] SampleTokens(
        ReadOnlySpan<int> prompt, int length, TokenDraw draw, TorchGenerator generator, CancellationToken cancellation)
    {
        var sample = new List<int>(prompt.Length);
        sample.AddRange(prompt);
        var logProbabilities = new float[model.Vocabulary];
        while (sample.Count < length)
        {
            cancellation.ThrowIfCancellationRequested();
            var context = ContextOf(sample);
            model.LogProbabilities(context, context.Length, logProbabilities);
            var token = draw.Next(logProbabilities, CollectionsMarshal.AsSpan(sample), generator);
            if (token == tokenizer.Boundary)
            {
                break;
            }

            sample.Add(token);
        }

        return [.. sample];
    }

    // The tokens that the model sees. Before a text stand boundaries, as in training; a running text has none, so a
    // newline stands in, or the first token. A sequence model sees one of them, a window is filled up with them.
    private ReadOnlySpan<int> ContextOf(List<int> sample)
    {
        var length = model.IsWindowed ? model.Context : Math.Min(model.Context, sample.Count + 1);
        var context = new int[length];
        for (var i = 0; i < length; i++)
        {
            var position = sample.Count - length + i;
            context[i] = position < 0 ? start : sample[position];
        }

        return context;
    }

    private static int NewlineOf(Tokenizer tokenizer)
    {
        for (var token = 0; token < tokenizer.VocabularySize; token++)
        {
            if (tokenizer.Decode([token]) == "\n")
            {
                return token;
            }
        }

        return 0;
    }
}
