using Makemore.Runtime.Data;

namespace Makemore.Runtime.Models.Ngram;

/// <summary>
/// Walks the n-grams of a split as indices of cells: the tokens of the context and then the token behind it, read as the
/// digits of one number. Before a document stand boundaries; a running text starts where its first whole context ends.
/// </summary>
internal readonly struct NgramCells(TokenSequences tokens, int context, int vocabulary)
{
    /// <summary>Starts at the first n-gram.</summary>
    public Enumerator GetEnumerator() => new(tokens, context, vocabulary);

    /// <summary>Goes from n-gram to n-gram.</summary>
    internal struct Enumerator
    {
        private readonly TokenSequences tokens;
        private readonly int context;
        private readonly int vocabulary;
        private readonly long rows;
        private readonly long firstRow;
        private int document = -1;
        private int position;
        private int end;
        private long row;

        public Enumerator(TokenSequences tokens, int context, int vocabulary)
        {
            this.tokens = tokens;
            this.context = context;
            this.vocabulary = vocabulary;
            rows = 1;
            for (var i = 0; i < context; i++)
            {
                firstRow += rows * (tokens.Boundary ?? 0);
                rows *= vocabulary;
            }
        }

        /// <summary>The cell of the current n-gram.</summary>
        public long Current { get; private set; }

        /// <summary>Goes on to the next n-gram.</summary>
        public bool MoveNext()
        {
            while (position == end)
            {
                if (++document >= tokens.Count)
                {
                    return false;
                }

                Enter(tokens[document]);
            }

            var text = tokens[document];
            Current = (row * vocabulary) + (position < text.Length ? text[position] : tokens.Boundary!.Value);
            row = Current % rows;
            position++;
            return true;
        }

        private void Enter(ReadOnlySpan<int> text)
        {
            if (tokens.Boundary is not null)
            {
                (row, position, end) = (firstRow, 0, text.Length + 1);
                return;
            }

            (row, position, end) = (0, Math.Min(context, text.Length), text.Length);
            foreach (var token in text[..position])
            {
                row = (row * vocabulary) + token;
            }
        }
    }
}
