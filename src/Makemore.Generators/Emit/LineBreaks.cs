namespace Makemore.Generators.Emit;

/// <summary>A statement, or a part of one, in pieces that may stand on lines of their own: the arguments of a call, or the terms of a sum.</summary>
/// <param name="Head">What the first line has; empty where the first piece begins it.</param>
/// <param name="Pieces">The pieces, with the comma behind or the operator before each.</param>
internal sealed record LineBreaks(string Head, IReadOnlyList<string> Pieces)
{
    /// <summary>Finds the pieces; null where there are none.</summary>
    public static LineBreaks? Of(string text)
    {
        var marks = new Marks(text);
        if (marks.Terms.Count > 0)
        {
            List<int> starts = [marks.Value, .. marks.Terms, text.Length];
            var terms = starts.Zip(starts.Skip(1), (start, end) => text.Substring(start, end - start).Trim()).ToList();
            return new(text.Substring(0, marks.Value).TrimEnd(), terms);
        }

        var (open, close) = marks.Longest;
        if (close - open > marks.Value)
        {
            List<int> ends = [open, .. marks.Commas.Where(comma => comma > open && comma < close), text.Length - 1];
            return new(
                text.Substring(0, open + 1),
                [.. ends.Zip(ends.Skip(1), (before, end) => text.Substring(before + 1, end - before).Trim())]);
        }

        return marks.Value > 0 ? new(text.Substring(0, marks.Value).TrimEnd(), [text.Substring(marks.Value)]) : null;
    }

    /// <summary>The lines: as many pieces on each as fit, one that fits nowhere alone.</summary>
    /// <param name="room">The length of a line.</param>
    public IEnumerable<string> Lines(int room)
    {
        if (Head.Length > 0)
        {
            yield return Head;
        }

        var line = Pieces[0];
        foreach (var piece in Pieces.Skip(1))
        {
            if (line.Length + 1 + piece.Length <= room)
            {
                line = $"{line} {piece}";
                continue;
            }

            yield return line;
            line = piece;
        }

        yield return line;
    }

    // What stands in no brackets, and the commas that stand in one pair of them.
    private sealed class Marks
    {
        public Marks(string text)
        {
            var depth = 0;
            var (open, isQuoted) = (0, false);
            List<int> sums = [], products = [];
            for (var place = 0; place < text.Length; place++)
            {
                isQuoted ^= text[place] == '"' && (place == 0 || text[place - 1] != '\\');
                switch (text[place])
                {
                    case var _ when isQuoted:
                        break;
                    case '(' or '[' or '{':
                        open = depth++ == 0 ? place : open;
                        break;
                    case ')' or ']' or '}':
                        if (--depth == 0 && place - open > Longest.Close - Longest.Open)
                        {
                            Longest = (open, place);
                        }

                        break;
                    case ',' when depth == 1:
                        Commas.Add(place);
                        break;
                    case '=' when depth == 0 && Value == 0 && IsOperator(text, place):
                        (Value, Longest) = (place + 2, default);
                        sums.Clear();
                        products.Clear();
                        break;
                    case '+' or '-' when depth == 0 && IsOperator(text, place):
                        sums.Add(place);
                        break;
                    case '*' or '/' when depth == 0 && IsOperator(text, place):
                        products.Add(place);
                        break;
                }
            }

            Terms = sums.Count > 0 ? sums : products;
        }

        /// <summary>Where the value begins that is assigned; 0 where the text is a value.</summary>
        public int Value { get; }

        /// <summary>The operators of the value that bind least.</summary>
        public IReadOnlyList<int> Terms { get; }

        /// <summary>The brackets of the value with most in them.</summary>
        public (int Open, int Close) Longest { get; }

        /// <summary>The commas.</summary>
        public List<int> Commas { get; } = [];

        // One of two characters ends at the second.
        private static bool IsOperator(string text, int place) => place > 1 && place + 2 < text.Length && text[place + 1] == ' '
            && (text[place - 1] == ' ' || (text[place] == '=' && text[place - 1] is '+' or '-' or '*' or '/'));
    }
}
