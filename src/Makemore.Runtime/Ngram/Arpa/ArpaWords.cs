using System.Globalization;
using System.Text;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Ngram.Arpa;

/// <summary>
/// The words of an ARPA file. White space parts them, so that a token is written with escapes: a blank is <c>\s</c>, tab and
/// line ends are <c>\t</c>, <c>\n</c> and <c>\r</c>, a backslash is <c>\\</c>, other white space and control characters are
/// <c>\uXXXX</c>, a byte that is no text of its own is <c>0xXX</c>, and a token that reads like one of the three words with a
/// meaning gets a backslash in front.
/// </summary>
internal static class ArpaWords
{
    /// <summary>The start of a document, which never comes next.</summary>
    public const string Start = "<s>";

    /// <summary>The end of a document.</summary>
    public const string End = "</s>";

    /// <summary>Every token that the file does not know.</summary>
    public const string Unknown = "<unk>";

    private const char Replacement = '\uFFFD';

    /// <summary>The words of all tokens, by their ids; the boundary has none of its own.</summary>
    /// <exception cref="MakemoreException">Two tokens have the same word.</exception>
    public static string[] Of(Tokenizer tokenizer)
    {
        var words = new string[tokenizer.VocabularySize];
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var token = 0; token < words.Length; token++)
        {
            words[token] = token == tokenizer.Boundary ? "" : Of(tokenizer, token);
            if (!tokens.TryAdd(words[token], token))
            {
                throw new MakemoreException(
                    $"The tokens {tokens[words[token]]} and {token} are both '{words[token]}' in an ARPA file, which " +
                        $"needs a word for each.");
            }
        }

        return words;
    }

    /// <summary>The text that a word stands for, or null where it stands for no text.</summary>
    public static string? TextOf(string word)
    {
        var text = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] != '\\')
            {
                text.Append(word[i]);
                continue;
            }

            switch (i + 1 < word.Length ? word[++i] : '\0')
            {
                case 's': text.Append(' '); break;
                case 't': text.Append('\t'); break;
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case '\\': text.Append('\\'); break;
                case '<': text.Append('<'); break;
                case 'u' when ushort.TryParse(word.AsSpan(i + 1, Math.Min(4, word.Length - i - 1)),
                    NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var unit):
                    text.Append((char)unit);
                    i += 4;
                    break;
                default: return null;
            }
        }

        return text.ToString();
    }

    private static string Of(Tokenizer tokenizer, int token)
    {
        var text = tokenizer.Decode([token]);
        if (text.Length == 0 || text.Contains(Replacement))
        {
            return tokenizer.TokenText(token);
        }

        var word = string.Concat(text.Select(Escape));
        return word is Start or End or Unknown ? "\\" + word : word;
    }

    private static string Escape(char letter) => letter switch
    {
        ' ' => "\\s",
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        '\\' => "\\\\",
        _ when char.IsControl(letter) || char.IsWhiteSpace(letter) => FormattableString.Invariant($"\\u{(int)letter:X4}"),
        _ => letter.ToString(),
    };
}
