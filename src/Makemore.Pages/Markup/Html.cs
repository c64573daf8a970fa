namespace Makemore.Pages.Markup;

/// <summary>
/// A piece of HTML or SVG. It is written as an interpolated text, whose literal parts are markup and whose values are escaped unless
/// they are pieces themselves, so that no text from elsewhere can become markup.
/// </summary>
internal readonly struct Html
{
    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    /// <summary>Nothing.</summary>
    public static Html None => default;

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(markup);

    /// <summary>The piece of an interpolated text.</summary>
    public static Html Of(HtmlWriter writer) => new(writer.Finish());

    /// <summary>A text, escaped.</summary>
    public static Html Text(string text) => Of($"{text}");

    /// <summary>Markup of this project, as it is.</summary>
    public static Html Trusted(string markup) => new(markup);

    /// <summary>Pieces one behind the other.</summary>
    public static Html Join(params IEnumerable<Html> pieces) => new(string.Concat(pieces));

    /// <inheritdoc/>
    public override string ToString() => markup ?? "";
}
