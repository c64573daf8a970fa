using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Scoring;
using Spectre.Console;

namespace Makemore.Cli.Reports;

/// <summary>Writes scored lines one by one, since there may be more of them than fit into memory.</summary>
/// <param name="terminal">Where they go.</param>
/// <param name="withCharacters">Whether each character is shown: by its colour, or in a row of its own where there are none.</param>
internal sealed class ScoreRows(Terminal terminal, bool withCharacters)
{
    private const string End = "⏎";

    // From what the model expects to what it does not: the upper bounds in nats, and the colours behind the text.
    private static readonly (double Below, Color Color)[] Heat =
    [
        (1, Color.Green), (2, Color.GreenYellow), (3, Color.Yellow), (4, Color.Orange1), (double.PositiveInfinity, Color.Red),
    ];

    private bool isBegun;

    /// <summary>Writes a line, and the heading before the first.</summary>
    public void Write(string line, TextScore score)
    {
        if (!isBegun)
        {
            isBegun = true;
            WriteHeading();
        }

        var row = Row(score.Loss, score.Tokens);
        if (!withCharacters || !terminal.HasColors)
        {
            terminal.WriteLine(row + VisibleText.Of(line.TrimEnd('\n')));
        }
        else
        {
            terminal.WriteStyled(
                [(row, Style.Plain), .. score.Pieces.Select(piece => (Visible(piece), StyleOf(piece.Surprise)))]);
        }

        if (withCharacters && !terminal.HasColors)
        {
            foreach (var piece in score.Pieces)
            {
                terminal.WriteLine($"{Figures.Loss(piece.Surprise),8}  {Visible(piece)}");
            }
        }
    }

    /// <summary>The figures of a row, in columns of a fixed width.</summary>
    public static string Row(double? loss, long tokens) =>
        $"{Figures.Loss(loss),8}  {Figures.Perplexity(loss),10}  {Figures.Count(tokens),8}  ";

    private void WriteHeading()
    {
        if (withCharacters && terminal.HasColors)
        {
            terminal.WriteStyled(
            [
                ("nats: ", Style.Plain),
                .. Heat.Select((heat, index) => (
                    double.IsInfinity(heat.Below) ? $" {index} or more " : FormattableString.Invariant($" below {heat.Below} "),
                    new Style(Color.Black, heat.Color))),
            ]);
        }

        terminal.WriteStyled([($"{"loss",8}  {"perplexity",10}  {"tokens",8}  text", new Style(decoration: Decoration.Bold))]);
    }

    private static string Visible(ScoredPiece piece) => piece.IsEnd ? End : piece.Text.Replace("\n", End, StringComparison.Ordinal);

    private static Style StyleOf(double? surprise) => surprise is { } nats
        ? new Style(Color.Black, Heat.First(heat => nats < heat.Below || double.IsInfinity(heat.Below)).Color)
        : new Style(decoration: Decoration.Dim);
}
