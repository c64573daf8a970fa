using System.Text;
using System.Text.Json.Nodes;
using Makemore.Runtime.Data;

namespace Makemore.Runtime.Tokenizers;

/// <summary>A token is a character, a Unicode scalar value; ids go by code point, as in <c>sorted(set(text))</c>.</summary>
internal sealed class CharTokenizer : Tokenizer
{
    /// <summary>What <see cref="Save"/> calls it.</summary>
    public const string Type = "char";

    private const int None = -1;

    private readonly Rune[] characters;
    private readonly int[] asciiIds = new int[128];
    private readonly Dictionary<Rune, int> otherIds = [];
    private readonly int first;

    /// <summary>A tokenizer of given characters.</summary>
    /// <param name="alphabet">The characters; each once, in the order of their ids.</param>
    /// <param name="boundary">0, or null.</param>
    /// <exception cref="ArgumentException">A character is there twice, or the boundary is another.</exception>
    public CharTokenizer(string alphabet, int? boundary)
        : base(boundary)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(boundary ?? 0, 0);
        characters = [.. alphabet.EnumerateRunes()];
        first = boundary is null ? 0 : 1;
        Array.Fill(asciiIds, None);
        for (var index = 0; index < characters.Length; index++)
        {
            if (IdOf(characters[index]) != None)
            {
                throw new ArgumentException(
                    $"The character {Utf8Text.Describe(characters[index])} is there twice.", nameof(alphabet));
            }

            if (characters[index].IsAscii)
            {
                asciiIds[characters[index].Value] = index + first;
            }
            else
            {
                otherIds[characters[index]] = index + first;
            }
        }
    }

    /// <inheritdoc/>
    public override int VocabularySize => characters.Length + first;

    /// <summary>The characters of a declared alphabet, whatever their order.</summary>
    public static CharTokenizer OfAlphabet(string alphabet, int? boundary) => alphabet.Length > 0
        ? new(string.Concat(alphabet.EnumerateRunes().Distinct().Order()), boundary)
        : throw new MakemoreException("tokenizer: the alphabet is empty; expected the characters of the data.");

    /// <summary>The characters of train, dev and test.</summary>
    public static CharTokenizer OfText(Corpus corpus, int? boundary)
    {
        var isAscii = new bool[128];
        var others = new SortedSet<Rune>();
        foreach (var documents in (ReadOnlySpan<Documents>)[corpus.Train, corpus.Dev, corpus.Test])
        {
            for (var document = 0; document < documents.Count; document++)
            {
                Collect(documents[document], isAscii, others);
            }
        }

        var ascii = Enumerable.Range(0, 128).Where(value => isAscii[value]).Select(value => new Rune(value));
        return new(string.Concat(ascii.Concat(others)), boundary);
    }

    /// <inheritdoc/>
    public override bool TryEncode(ReadOnlySpan<byte> text, Span<int> tokens, out int read, out int written)
    {
        for (read = 0, written = 0; read < text.Length; written++)
        {
            var length = 1;
            int id;
            if (text[read] < 128)
            {
                id = asciiIds[text[read]];
            }
            else
            {
                Rune.DecodeFromUtf8(text[read..], out var character, out length);
                id = otherIds.GetValueOrDefault(character, None);
            }

            if (id == None)
            {
                return false;
            }

            tokens[written] = id;
            read += length;
        }

        return true;
    }

    /// <inheritdoc/>
    public override string Decode(ReadOnlySpan<int> tokens)
    {
        var text = new StringBuilder(tokens.Length);
        foreach (var token in tokens)
        {
            if (token != Boundary)
            {
                text.Append(characters[token - first]);
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override string TokenText(int token) => token == Boundary ? "." : Visible(characters[token - first]);

    /// <inheritdoc/>
    public override string Save() =>
        new JsonObject { ["type"] = Type, ["boundary"] = Boundary, ["characters"] = string.Concat(characters) }.ToJsonString();

    /// <inheritdoc/>
    internal override string Unknown(Rune character)
    {
        const int Most = 100;
        var shown = string.Join(' ', characters.Take(Most).Select(Visible)) + (characters.Length > Most ? " ..." : "");
        return $"the character {Utf8Text.Describe(character)} is not in the alphabet of the tokenizer: {shown}";
    }

    /// <inheritdoc/>
    internal override byte[] BytesOf(int token) =>
        token == Boundary ? [] : Encoding.UTF8.GetBytes(characters[token - first].ToString());

    private int IdOf(Rune character) =>
        character.IsAscii ? asciiIds[character.Value] : otherIds.GetValueOrDefault(character, None);

    private static void Collect(ReadOnlySpan<byte> text, bool[] isAscii, SortedSet<Rune> others)
    {
        for (var read = 0; read < text.Length;)
        {
            if (text[read] < 128)
            {
                isAscii[text[read++]] = true;
            }
            else
            {
                Rune.DecodeFromUtf8(text[read..], out var character, out var length);
                others.Add(character);
                read += length;
            }
        }
    }
}
