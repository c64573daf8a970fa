namespace Makemore.Pages.Markup;

/// <summary>What sections are made of: paragraphs, folds, rooms that scroll, figures.</summary>
internal static class Parts
{
    /// <summary>A paragraph.</summary>
    public static Html Paragraph(string text) => Html.Of($"<p>{text}</p>");

    /// <summary>A paragraph on how something is to be read.</summary>
    public static Html Note(string text) => Html.Of($"""<p class="note">{text}</p>""");

    /// <summary>What is read only by who opens it; a print has it open.</summary>
    /// <param name="summary">What it is.</param>
    /// <param name="content">What is within.</param>
    /// <param name="isOpen">Whether it is open at first.</param>
    public static Html Fold(string summary, Html content, bool isOpen = false) =>
        Html.Of($"<details{Html.Trusted(isOpen ? " open" : "")}><summary>{summary}</summary>{content}</details>");

    /// <summary>What may be wider than the window, in a room that scrolls by itself and that the keyboard reaches.</summary>
    public static Html Scroll(string label, Html content) =>
        Html.Of($"""<div class="scroll" role="region" aria-label="{label}" tabindex="0">{content}</div>""");

    /// <summary>A text with its own line breaks, such as code.</summary>
    public static Html Listing(string label, Html content) =>
        Html.Of($"""<pre class="scroll" role="region" aria-label="{label}" tabindex="0"><code>{content}</code></pre>""");

    /// <summary>A drawing and what it shows.</summary>
    public static Html Figure(string label, Html drawing, string caption) =>
        Html.Of($"<figure>{Scroll(label, drawing)}<figcaption>{caption}</figcaption></figure>");
}
