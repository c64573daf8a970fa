using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Scoring;

namespace Makemore.Cli.Reports;

/// <summary>A character of a scored text, or the characters of one token.</summary>
/// <param name="Text">The characters; empty for the end of a line.</param>
/// <param name="Surprise">-ln p in nats; null where the model does not see enough before it.</param>
internal sealed record CharacterScore(string Text, double? Surprise);

/// <summary>A scored line.</summary>
/// <param name="Text">The line.</param>
/// <param name="Loss">The mean surprise in nats per token, the end of the line counted; null where nothing was predicted.</param>
/// <param name="Perplexity">e to the power of the loss.</param>
/// <param name="Tokens">The tokens that were predicted.</param>
/// <param name="Characters">The surprise of each character.</param>
internal sealed record LineScore(string Text, double? Loss, double? Perplexity, long Tokens, ImmutableArray<CharacterScore> Characters)
{
    /// <summary>What a model makes of a line.</summary>
    public static LineScore Of(string line, TextScore score) => new(
        line, score.Loss, score.Perplexity, score.Tokens,
        [.. score.Pieces.Select(piece => new CharacterScore(piece.Text, piece.Surprise))]);
}

/// <summary>The scores of all lines together; for a reader the lines themselves stand above it already.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Hash">The hash of its run.</param>
/// <param name="Loss">The mean over all lines in nats per token; null where nothing was predicted.</param>
/// <param name="Perplexity">e to the power of the loss.</param>
/// <param name="Tokens">The tokens that were predicted.</param>
/// <param name="Lines">Each line; empty where they were written already.</param>
internal sealed record ScoreReport(
    string Name, string Hash, double? Loss, double? Perplexity, long Tokens, IReadOnlyList<LineScore> Lines) : Report
{
    /// <summary>The number of lines.</summary>
    [JsonIgnore]
    public long LineCount { get; init; }

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        if (LineCount > 1)
        {
            terminal.WriteLine(ScoreRows.Row(Loss, Tokens) + Figures.Count(LineCount) + " lines");
        }
    }
}
