using System.Text;
using System.Text.Unicode;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Scoring;

/// <summary>Joins tokens to whole characters.</summary>
internal sealed class JoinedTokens(Tokenizer tokenizer)
{
    private readonly List<byte> bytes = [];
    private double? surprise;
    private int count;

    /// <summary>Takes tokens with their surprises, as many as there are tokens.</summary>
    /// <returns>The pieces that they complete.</returns>
    public IEnumerable<ScoredPiece> Add(IEnumerable<int> tokens, IEnumerable<double?> surprises)
    {
        foreach (var (token, next) in tokens.Zip(surprises))
        {
            bytes.AddRange(tokenizer.BytesOf(token));
            surprise = count == 0 ? next : surprise + next;
            count++;
            if (Utf8.IsValid(bytes.ToArray()))
            {
                yield return new(Encoding.UTF8.GetString(bytes.ToArray()), count, surprise);
                bytes.Clear();
                count = 0;
            }
        }
    }
}
