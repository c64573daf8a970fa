using System.Globalization;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Continuation;

/// <summary>
/// A sequence model that computes the logits behind one more token, from what it has kept of the tokens before: the states of
/// recurrent layers, the keys and values of attention. It is made from the graph of all logits: what each place computes by itself is
/// computed for the last one alone.
/// </summary>
public static class ContinuationGraph
{
    /// <summary>The logits behind the last token, (batch, vocab).</summary>
    /// <param name="logits">The logits at all places, (batch, time, vocab), none of which depends on what is behind its place.</param>
    /// <param name="time">The number of tokens so far, with the last.</param>
    /// <param name="context">The most tokens.</param>
    public static PrimitiveGraph Of(PrimitiveGraph logits, Number.Symbol time, Number context)
    {
        var builder = new PrimitiveBuilder();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var region = new LastPlace(logits.Body, builder, Causality.Of(logits.Body, _ => Reach.Anywhere), new(time, context), ports: null, Past);
        List<Tensor> results = [.. logits.Body.Results.Select(region.Now)];
        return logits with { Body = builder.Build(results) };

        Tensor Past(string name, Axes axes)
        {
            var count = names[name] = names.TryGetValue(name, out var known) ? known + 1 : 1;
            return builder.Apply(new Source(SourceKind.Past, count == 1 ? name : name + count.ToString(CultureInfo.InvariantCulture), axes));
        }
    }
}
