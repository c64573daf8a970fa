using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Ngram.Arpa;

/// <summary>Makes a model of an ARPA file.</summary>
internal static class ArpaModel
{
    /// <summary>
    /// A tokenizer of the file's words, each of which is to be one character; where the file knows ends, documents are
    /// lines.
    /// </summary>
    /// <exception cref="MakemoreException">A word is no single character.</exception>
    public static Tokenizer TokenizerOf(ArpaFile file)
    {
        var texts = new List<string>();
        var hasEnds = false;
        foreach (var ngram in file.Orders[0])
        {
            var word = ngram.Words[0];
            hasEnds |= word == ArpaWords.End && ngram.LogProbability > double.NegativeInfinity;
            if (word is ArpaWords.Start or ArpaWords.End or ArpaWords.Unknown)
            {
                continue;
            }

            var text = ArpaWords.TextOf(word);
            if (text is null || text.EnumerateRunes().Count() != 1)
            {
                throw new MakemoreException(
                    $"{file.Name}: the word '{word}' is no single character, so the file alone does not say how text becomes its words. " +
                    "Give the spec a dataset and the tokenizer that the model was made with.");
            }

            texts.Add(text);
        }

        return CharTokenizer.OfAlphabet(string.Concat(texts), hasEnds ? 0 : null);
    }

    /// <summary>The model of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="tokenizer">
    /// Gives the ids. Its tokens that the file does not have are <c>&lt;unk&gt;</c>; words of the file that it does not have
    /// never come up.
    /// </param>
    /// <exception cref="MakemoreException">The file has none of the tokens.</exception>
    public static NgramModel Create(ArpaFile file, Tokenizer tokenizer)
    {
        var builder = new ArpaTrieBuilder(file.Orders.Count);
        var ids = ArpaWords.Of(tokenizer).Select((word, token) => (word, token)).Where(pair => pair.token != tokenizer.Boundary)
            .ToDictionary(pair => pair.word, pair => pair.token, StringComparer.Ordinal);
        var start = tokenizer.Boundary ?? tokenizer.VocabularySize;
        ids[ArpaWords.Start] = start;
        if (tokenizer.Boundary is { } boundary)
        {
            ids[ArpaWords.End] = boundary;
        }

        var unseen = double.NegativeInfinity;
        foreach (var ngram in file.Orders.SelectMany(ngrams => ngrams))
        {
            if (ngram.Words is [ArpaWords.Unknown])
            {
                unseen = ngram.LogProbability;
            }
            else if (ngram.Words is [ArpaWords.Start])
            {
                // In lines one node is the start, as a context, and the end, as a token.
                builder.AddContext([start], ngram.LogBackoff);
            }
            else if (ngram.Words is [ArpaWords.End])
            {
                if (tokenizer.Boundary is { } end)
                {
                    builder.AddProbability([end], ngram.LogProbability);
                }
            }
            else if (ngram.Words.All(ids.ContainsKey))
            {
                int[] tokens = [.. ngram.Words.Select(word => ids[word])];
                builder.AddProbability(tokens, ngram.LogProbability);
                builder.AddContext(tokens, ngram.LogBackoff);
            }
        }

        if (builder.IsEmpty)
        {
            throw new MakemoreException($"{file.Name}: none of its words is a token of the dataset. Is the tokenizer " +
                $"the one that the model was made with?");
        }

        return new(builder.Build(tokenizer.VocabularySize, tokenizer.Boundary, unseen), tokenizer.Boundary);
    }
}
