using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <summary>Cuts a program into tokens; where a character does not fit it reports it and goes on.</summary>
internal static class Lexer
{
    // A file of another kind has enough odd characters in its first lines to tell.
    private const int MaximalReports = 20;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "let", "rec", "fun", "if", "then", "else", "elif", "true", "false", "in", "use", "for", "match", "with",
    };

    // Longest first, so that the first that fits is the right one.
    private static readonly string[] Symbols =
        ["|>", "<|", ">>", "<<", "->", "<=", ">=", "<>", "&&", "||", "**", "..", "(", ")", "[", "]", ",", ";", ":", "|", "=", "+", "-", "*", "/", "%", "<", ">"];

    /// <summary>Whether nothing can be called by a word.</summary>
    public static bool IsKeyword(string word) => Keywords.Contains(word);

    /// <summary>The tokens of a program, the last of which is <see cref="TokenKind.End"/>, and whether all could be read.</summary>
    public static (List<Token> Tokens, bool IsReadable) Read(ProgramText source)
    {
        var text = source.Text;
        var tokens = new List<Token>();
        var position = 0;
        var lineStart = 0;
        var isFirst = true;
        var reported = 0;
        while (true)
        {
            var spaceStart = position;
            if (!SkipBlank(source, tokens, ref position, ref lineStart, ref isFirst))
            {
                break;
            }

            var (kind, length) = Classify(text, position);
            if (length == 0)
            {
                var width = char.IsHighSurrogate(text[position]) && position + 1 < text.Length ? 2 : 1;
                if (reported++ < MaximalReports)
                {
                    source.Report(Rules.UnexpectedCharacter, position, width, text.Substring(position, width),
                        Advice(text[position]));
                }

                length = ReachOf(text, position, width);
                if (text[position] == '#' || (text[position] == '\t' && !isFirst))
                {
                    // It is clear what is meant, so reading goes on as if it were that.
                    position += length;
                    continue;
                }

                kind = TokenKind.Unreadable;
            }

            var end = position + length;
            var spaceBefore = isFirst || position > spaceStart || position == 0;
            tokens.Add(new(
                kind, text.Substring(position, length), position, position - lineStart, isFirst, spaceBefore,
                end >= text.Length || char.IsWhiteSpace(text[end])));
            position = end;
            isFirst = false;
        }

        tokens.Add(new(TokenKind.End, "", text.Length, 0, true, true, true));
        return (tokens, reported == 0 && tokens.TrueForAll(token => token.Kind != TokenKind.Unreadable));
    }

    // A text that is not closed and a note of another language reach to the end of their line.
    private static int ReachOf(string text, int position, int width)
    {
        var end = text[position] is '"' or '#' ? text.IndexOfAny(['\n', '\r'], position) : position + width;
        return (end < 0 ? text.Length : end) - position;
    }

    private static string Advice(char found) => found switch
    {
        '\t' => "Indent with spaces.",
        '"' => "Close the text with another double quote on the same line.",
        '!' => "Different is '<>', as in F#.",
        '&' => "Write '&&' for and.",
        '^' => "Write 'x ** y' for a power.",
        '#' => "A comment begins with '//'.",
        '{' or '}' => "The language groups with round brackets; a list stands in square ones.",
        _ => "Names are of letters, digits and '_'.",
    };

    private static (TokenKind Kind, int Length) Classify(string text, int start)
    {
        var first = text[start];
        if (IsLetter(first))
        {
            var end = start + 1;
            // A dot belongs to the name where another word follows: List.map.
            while (end < text.Length && (IsLetter(text[end]) || IsDigit(text[end])
                || (text[end] == '.' && end + 1 < text.Length && IsLetter(text[end + 1]))))
            {
                end++;
            }

            return (IsKeyword(text.Substring(start, end - start)) ? TokenKind.Keyword : TokenKind.Name, end - start);
        }

        if (IsDigit(first))
        {
            return Number(text, start);
        }

        if (first == '"')
        {
            var end = text.IndexOfAny(['"', '\n', '\r'], start + 1);
            return end > 0 && text[end] == '"' ? (TokenKind.Text, end + 1 - start) : (TokenKind.Text, 0);
        }

        var symbol = Array.Find(Symbols, candidate => string.CompareOrdinal(text, start, candidate, 0, candidate.Length) == 0);
        return (TokenKind.Symbol, symbol?.Length ?? 0);
    }

    private static (TokenKind Kind, int Length) Number(string text, int start)
    {
        var end = Digits(text, start);
        var isReal = false;
        if (end + 1 < text.Length && text[end] == '.' && IsDigit(text[end + 1]))
        {
            end = Digits(text, end + 1);
            isReal = true;
        }
        else if (end < text.Length && text[end] == '.' && !(end + 1 < text.Length && text[end + 1] == '.'))
        {
            end++;
            isReal = true;
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var exponent = end + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-')
            {
                exponent++;
            }

            if (exponent < text.Length && IsDigit(text[exponent]))
            {
                end = Digits(text, exponent);
                isReal = true;
            }
        }

        return (isReal ? TokenKind.Real : TokenKind.Integer, end - start);
    }

    private static int Digits(string text, int position)
    {
        while (position < text.Length && (IsDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        return position;
    }

    // Skips white space and comments; false at the end of the program.
    private static bool SkipBlank(
        ProgramText source, List<Token> tokens, ref int position, ref int lineStart, ref bool isFirst)
    {
        var text = source.Text;
        while (position < text.Length)
        {
            if (text[position] == '\n')
            {
                position++;
                lineStart = position;
                isFirst = true;
            }
            else if (text[position] is ' ' or '\r' or '\uFEFF')
            {
                position++;
            }
            else if (string.CompareOrdinal(text, position, "//", 0, 2) == 0)
            {
                var end = text.IndexOf('\n', position);
                end = end < 0 ? text.Length : end;
                if (!isFirst && tokens.Count > 0)
                {
                    tokens[tokens.Count - 1] = tokens[tokens.Count - 1] with
                    {
                        Comment = text.Substring(position, end - position).TrimStart('/').Trim(),
                    };
                }

                position = end;
            }
            else if (string.CompareOrdinal(text, position, "(*", 0, 2) == 0)
            {
                var start = new Token(TokenKind.Unreadable, "(*", position, position - lineStart, isFirst, true, true);
                if (!SkipBlockComment(source, ref position, ref lineStart, ref isFirst))
                {
                    tokens.Add(start);
                }
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    // Block comments nest, as in F#; false where one has no end.
    private static bool SkipBlockComment(ProgramText source, ref int position, ref int lineStart, ref bool isFirst)
    {
        var text = source.Text;
        var start = position;
        var depth = 0;
        while (position < text.Length)
        {
            if (string.CompareOrdinal(text, position, "(*", 0, 2) == 0)
            {
                depth++;
                position += 2;
            }
            else if (string.CompareOrdinal(text, position, "*)", 0, 2) == 0)
            {
                position += 2;
                if (--depth == 0)
                {
                    return true;
                }
            }
            else if (text[position++] == '\n')
            {
                lineStart = position;
                isFirst = true;
            }
        }

        source.Report(Rules.UnclosedComment, start, 2);
        return false;
    }

    private static bool IsLetter(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
