using System.Globalization;
using Makemore.Pages.Markup;
using Makemore.Runtime.Scoring;

namespace Makemore.Pages.Drawings;

/// <summary>
/// A text whose characters stand on a ground for how likely the model found them; the two unlikeliest kinds have a line below as
/// well, so that nothing is told by colour alone.
/// </summary>
internal static class CharacterColors
{
    // The least probability of each kind but the last.
    private static readonly (double Least, string Name)[] Kinds =
        [(0.5, "50% or more"), (0.2, "20 to 50%"), (0.05, "5 to 20%"), (0.01, "1 to 5%"), (0, "below 1%")];

    /// <summary>What the grounds mean.</summary>
    public static Html Scale() => Html.Of(
        $"""<ul class="scale" aria-label="Probability of a character">{Kinds.Select((kind, index) => Html.Of($"""<li><span class="p{index}">{kind.Name}</span></li>"""))}</ul>""");

    /// <summary>A text; the end of a line is shown as a sign.</summary>
    public static Html Of(IEnumerable<ScoredPiece> pieces) => Html.Join(pieces.Select(Piece));

    /// <summary>The number of the kind of a surprise in nats.</summary>
    public static int KindOf(double surprise) => Array.FindIndex(Kinds, kind => Math.Exp(-surprise) >= kind.Least);

    private static Html Piece(ScoredPiece piece)
    {
        var text = piece.IsEnd ? "⏎" : piece.Text;
        return piece.Surprise is not { } surprise ? Html.Text(text) : Html.Of(
            $"""<span class="p{KindOf(double.IsNaN(surprise) ? double.PositiveInfinity : surprise)}" title="{Title(surprise)}">{text}</span>""");
    }

    private static string Title(double surprise) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Exp(-surprise):0.0%}, {surprise:0.00} nats");
}
