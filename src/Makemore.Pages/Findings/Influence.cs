using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;

namespace Makemore.Pages.Findings;

/// <summary>
/// What a model looks at, found from outside by occlusion (Zeiler and Fergus, Visualizing and Understanding Convolutional Networks,
/// 2014): how far the log-probability of a token falls where one before it is replaced. It is no attention, and holds for every model.
/// </summary>
/// <param name="Before">The tokens that were replaced, one a column.</param>
/// <param name="Next">The tokens whose probability was looked at, one a row.</param>
/// <param name="Falls">By row and column, in nats, the mean over the replacements; null where a token is not seen.</param>
internal sealed record Influence(IReadOnlyList<int> Before, IReadOnlyList<int> Next, double?[,] Falls)
{
    /// <summary>The tokens that each is replaced by in turn: the most frequent ones other than itself.</summary>
    public const int Replacements = 8;

    private const int MostTokens = 14;
    private const int WantedTokens = 8;

    /// <summary>The influence within the first text of the dev split that is long enough, else of train; null without a text.</summary>
    public static Influence? Of(TrainedModel trained, CancellationToken cancellation)
    {
        var split = trained.Corpus.Dev.Tokens.Length > 0 ? trained.Corpus.Dev : trained.Corpus.Train;
        var model = trained.Model;
        if (split.Tokens.Length == 0 || model.Context < 2)
        {
            return null;
        }

        int[] text;
        if (split.Boundary is { } boundary)
        {
            var document = Enumerable.Range(0, split.Count).Where(index => split[index].Length >= WantedTokens).Cast<int?>().FirstOrDefault() ?? 0;
            text = [boundary, .. split[document][..Math.Min(MostTokens, split[document].Length)], boundary];
            return Of(trained, text, first: 1, pad: boundary, cancellation);
        }

        var given = model.IsWindowed ? model.Context : 1;
        text = [.. split.Tokens.Span[..Math.Min(split.Tokens.Length, given + MostTokens)]];
        return text.Length <= given ? null : Of(trained, text, given, pad: null, cancellation);
    }

    private static Influence Of(TrainedModel trained, int[] text, int first, int? pad, CancellationToken cancellation)
    {
        // Of a long window only the last tokens are replaced.
        var from = Math.Max(0, first - MostTokens);
        int[] frequent = [.. TokenCounts.ByFrequency(trained).Select((count, token) => (count, token)).OrderByDescending(pair => pair.count)
            .ThenBy(pair => pair.token).Select(pair => pair.token).Take(Replacements + 1)];
        var falls = new double?[text.Length - first, text.Length - 1 - from];
        for (var next = first; next < text.Length; next++)
        {
            cancellation.ThrowIfCancellationRequested();
            var whole = LogProbability(trained.Model, [text], next, pad)[0];
            for (var place = Math.Max(from, next - trained.Model.Context); place < next; place++)
            {
                int[][] replaced = [.. frequent.Where(token => token != text[place]).Take(Replacements).Select(token =>
                {
                    int[] other = [.. text];
                    other[place] = token;
                    return other;
                })];
                if (replaced.Length > 0)
                {
                    falls[next - first, place - from] = whole - LogProbability(trained.Model, replaced, next, pad).Average();
                }
            }
        }

        return new(text[from..^1], text[first..], falls);
    }

    private static double[] LogProbability(ILanguageModel model, int[][] texts, int next, int? pad)
    {
        var length = model.IsWindowed ? model.Context : Math.Min(next, model.Context);
        int[] contexts = [.. texts.SelectMany(text => Enumerable.Repeat(pad ?? 0, Math.Max(0, length - next)).Concat(text[Math.Max(0, next - length)..next]))];
        var rows = new float[texts.Length * model.Vocabulary];
        model.LogProbabilities(contexts, length, rows);
        return [.. texts.Select((text, row) => (double)rows[(row * model.Vocabulary) + text[next]])];
    }
}
