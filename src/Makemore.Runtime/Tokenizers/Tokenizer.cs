using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Tokenizers;

/// <summary>Turns text into token ids and back.</summary>
/// <param name="boundary">The token before and behind each document, or null for a running text.</param>
public abstract class Tokenizer(int? boundary)
{
    // The characters of a text that a message quotes.
    private const int MostShown = 60;

    // Refuses lone surrogates, which UTF-8 cannot express.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The number of tokens, the boundary among them; ids are below it.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>The token before and behind each document, or null for a running text.</summary>
    public int? Boundary { get; } = boundary;

    /// <summary>The tokens of a text, without boundaries.</summary>
    /// <exception cref="MakemoreException">The text has a character that is not in the vocabulary, or a lone
    /// surrogate.</exception>
    public int[] Encode(string text)
    {
        var utf8 = ToUtf8(text);
        var tokens = new int[utf8.Length];
        if (!TryEncode(utf8, tokens, out var read, out var written))
        {
            Rune.DecodeFromUtf8(utf8.AsSpan(read), out var character, out _);
            var place = Utf8Text.CountCharacters(utf8.AsSpan(0, read)) + 1;
            var shown = text.Length <= MostShown ? text : text[..MostShown] + "...";
            throw new MakemoreException(
                FormattableString.Invariant($"The text '{shown}', character {place}: {Unknown(character)}"));
        }

        return tokens[..written];
    }

    /// <summary>Writes the tokens of a text, without boundaries.</summary>
    /// <param name="text">Valid UTF-8.</param>
    /// <param name="tokens">Where they go, as long as <paramref name="text"/> or longer.</param>
    /// <param name="read">The bytes that became tokens: all, or those before the first that is not in the vocabulary.</param>
    /// <param name="written">The number of tokens.</param>
    /// <returns>Whether all of the text became tokens.</returns>
    public abstract bool TryEncode(ReadOnlySpan<byte> text, Span<int> tokens, out int read, out int written);

    /// <summary>The text of tokens; boundaries are left out.</summary>
    public abstract string Decode(ReadOnlySpan<int> tokens);

    /// <summary>A token for a table: its text, with what cannot be seen spelled out; the boundary is <c>.</c></summary>
    public abstract string TokenText(int token);

    /// <summary>Everything that <see cref="Restore"/> needs, as JSON.</summary>
    public abstract string Save();

    /// <summary>The UTF-8 of a token, which may be a part of a character; nothing for the boundary.</summary>
    internal abstract byte[] BytesOf(int token);

    /// <summary>What to say of a character that is not in the vocabulary.</summary>
    internal abstract string Unknown(Rune character);

    /// <summary>
    /// The tokenizer that a spec asks for. Documents that are lines get the boundary 0 and other tokens from 1; a running
    /// text has no boundary and tokens from 0.
    /// </summary>
    /// <param name="spec">The kind of token.</param>
    /// <param name="corpus">
    /// The text: the characters of all its splits, where no alphabet is declared; the words and merges of the training split.
    /// </param>
    /// <exception cref="MakemoreException">The declared alphabet is none, or the text has too few words or merges.</exception>
    public static Tokenizer Create(TokenizerSpec spec, Corpus corpus)
    {
        int? boundary = corpus.Unit == DatasetUnit.Line ? 0 : null;
        return spec.Type switch
        {
            TokenizerType.Char when spec.Alphabet is { } alphabet => CharTokenizer.OfAlphabet(alphabet, boundary),
            TokenizerType.Char => CharTokenizer.OfText(corpus, boundary),
            TokenizerType.Byte => new ByteTokenizer(boundary),
            TokenizerType.Word => WordTokenizer.Train(spec, corpus.Train, boundary),
            TokenizerType.Bpe => BpeTokenizer.Train(spec, corpus.Train, boundary),
            _ => throw new MakemoreException($"tokenizer: there is no tokenizer '{spec.Type}'."),
        };
    }

    /// <summary>The tokenizer that <see cref="Save"/> wrote.</summary>
    /// <exception cref="MakemoreException">The text is not what it wrote.</exception>
    public static Tokenizer Restore(string json)
    {
        try
        {
            var state = JsonNode.Parse(json)!.AsObject();
            var boundary = (int?)state["boundary"];
            return (string?)state["type"] switch
            {
                CharTokenizer.Type => new CharTokenizer((string)state["characters"]!, boundary),
                ByteTokenizer.Type => new ByteTokenizer(boundary),
                WordTokenizer.Type => WordTokenizer.Restore(state, boundary),
                BpeTokenizer.Type => BpeTokenizer.Restore(state, boundary),
                var type => throw new FormatException($"there is no tokenizer '{type}'"),
            };
        }
        catch (Exception exception) when (exception is
            JsonException or FormatException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            throw new MakemoreException(
                $"The saved tokenizer is damaged: {exception.Message}. Train the model again.", exception);
        }
    }

    /// <summary>Text as a table shows it.</summary>
    private protected static string Visible(Rune character) => character.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        ' ' => "␣",
        var value when Rune.IsControl(character) || Rune.IsWhiteSpace(character) =>
            FormattableString.Invariant($"U+{value:X4}"),
        _ => character.ToString(),
    };

    private static byte[] ToUtf8(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException exception)
        {
            var found = FormattableString.Invariant($"U+{(int)text[exception.Index]:X4}, at index {exception.Index}");
            throw new MakemoreException($"The text has a lone surrogate, {found}; it is not valid Unicode.", exception);
        }
    }
}
