using System.Runtime.InteropServices;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>
/// A text that a network follows token by token, as sampling asks for it, so that each place is computed once: the states of recurrent
/// layers, and the keys and values of attention, stay as they are while the parameters do.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="whole">Computes what cannot be followed.</param>
internal sealed class SampledText(SimdNetwork network, ContextComputation whole)
{
    private readonly KnownContexts known = new(network.Parameters.Vocabulary);
    private readonly List<int> tokens = [];

    /// <summary>Writes the logarithms of the probabilities of the next token, unless they are known from this text or another.</summary>
    /// <param name="context">The tokens that the model sees.</param>
    /// <param name="logProbabilities">Where they go, (vocabulary).</param>
    public void LogProbabilities(ReadOnlySpan<int> context, Span<float> logProbabilities)
    {
        var canKnow = known.CanKnow(context.Length);
        if (canKnow && known.TryFind(context, logProbabilities))
        {
            return;
        }

        if (CanFollow(context))
        {
            CrossEntropy.LogProbabilities(Follow(context), 0, logProbabilities[..network.Parameters.Vocabulary]);
        }
        else
        {
            whole(context, context.Length, logProbabilities);
        }

        if (canKnow)
        {
            known.Keep(context, logProbabilities);
        }
    }

    /// <summary>Forgets everything, since the parameters have changed.</summary>
    public void Clear()
    {
        known.Clear();
        tokens.Clear();
    }

    // A text that has outgrown the context moves on by a token each time, so that every token stands at another place: then following it
    // from its first token takes more than computing all places at once.
    private bool CanFollow(ReadOnlySpan<int> context) =>
        network.Continues && (context.Length < network.Parameters.Context || Followed(context) >= context.Length - 1);

    private Floats Follow(ReadOnlySpan<int> context)
    {
        // Logits were written over since; those behind the last token are computed again.
        var place = Math.Min(Followed(context), context.Length - 1);
        tokens.RemoveRange(place, tokens.Count - place);
        var logits = default(Floats);
        for (; place < context.Length; place++)
        {
            logits = network.Logits(context[place], place);
            tokens.Add(context[place]);
        }

        return logits;
    }

    // How many tokens a context has in common with the text.
    private int Followed(ReadOnlySpan<int> context) => CollectionsMarshal.AsSpan(tokens).CommonPrefixLength(context);
}

/// <summary>Writes the logarithms of the probabilities of the next token.</summary>
/// <param name="contexts">Token ids, (batch, length).</param>
/// <param name="length">The tokens of each context.</param>
/// <param name="logProbabilities">Where they go, (batch, vocabulary).</param>
internal delegate void ContextComputation(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities);
