using System.Text;
using Makemore.Runtime.Data;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Batches;

/// <summary>A divided dataset as tokens.</summary>
/// <param name="Tokenizer">What made the tokens.</param>
/// <param name="Train">What trains.</param>
/// <param name="Dev">What chooses between models; may be empty.</param>
/// <param name="Test">What is looked at last; may be empty.</param>
public sealed record TokenizedCorpus(Tokenizer Tokenizer, TokenSequences Train, TokenSequences Dev, TokenSequences Test)
{
    /// <summary>No text at all.</summary>
    public static TokenizedCorpus Empty(Tokenizer tokenizer)
    {
        var nothing = new TokenSequences([], [0], tokenizer.Boundary);
        return new(tokenizer, nothing, nothing, nothing);
    }

    /// <summary>Makes tokens of all documents.</summary>
    /// <exception cref="MakemoreException">A character is not in the vocabulary; the message has its file and line.</exception>
    public static TokenizedCorpus Create(Corpus corpus, Tokenizer tokenizer) => new(
        tokenizer, Tokenize(corpus.Train, tokenizer), Tokenize(corpus.Dev, tokenizer), Tokenize(corpus.Test, tokenizer));

    /// <summary>Makes tokens of some documents.</summary>
    /// <exception cref="MakemoreException">A character is not in the vocabulary; the message has its file and line.</exception>
    internal static TokenSequences Tokenize(Documents documents, Tokenizer tokenizer)
    {
        // No tokenizer makes more tokens than there are bytes.
        var tokens = new int[documents.ByteCount()];
        var starts = new int[documents.Count + 1];
        var count = 0;
        var characters = 0L;
        for (var document = 0; document < documents.Count; document++)
        {
            var text = documents[document];
            if (!tokenizer.TryEncode(text, tokens.AsSpan(count), out var read, out var written))
            {
                Rune.DecodeFromUtf8(text[read..], out var character, out _);
                throw new MakemoreException($"{documents.Position(document, read)}: {tokenizer.Unknown(character)}");
            }

            count += written;
            characters += Utf8Text.CountCharacters(text) + (tokenizer.Boundary is null ? 0 : 1);
            starts[document + 1] = count;
        }

        Array.Resize(ref tokens, count);
        return new(tokens, starts, tokenizer.Boundary) { Characters = characters };
    }
}
