using System.Security.Cryptography;
using System.Text;

namespace Makemore.Pages.Markup;

/// <summary>A part of a page with a heading of its own, which the contents lead to.</summary>
/// <param name="Id">The name that a link leads to.</param>
/// <param name="Title">The heading.</param>
/// <param name="Content">What stands below it.</param>
internal sealed record Section(string Id, string Title, Html Content)
{
    /// <summary>The section in its page.</summary>
    public Html Draw() => Html.Of($"""<section id="{Id}" aria-labelledby="{Id}-title"><h2 id="{Id}-title">{Title}</h2>{Content}</section>{"\n"}""");
}

/// <summary>A page in one text: its style, its figures and its few lines of script are within it.</summary>
/// <param name="Title">The heading of the page.</param>
/// <param name="Kind">What the page is, in a word or two above the heading.</param>
/// <param name="Lead">What stands below the heading.</param>
/// <param name="Sections">The parts in order.</param>
internal sealed record Document(string Title, string Kind, Html Lead, IReadOnlyList<Section> Sections)
{
    private static readonly string Style = Palette.Css() + Resource("page.css");
    private static readonly string Script = Resource("page.js");

    // The page may load nothing and run no script but its own, also where it were to hold one that nobody has escaped.
    private static readonly string Policy =
        $"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'";

    /// <summary>The text of the file.</summary>
    public override string ToString() => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <title>{Title} - {Kind} - Makemore</title>
        <link rel="icon" href="data:,">
        <style>{Html.Trusted(Style)}</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
        <div class="above"><p class="kind">{Kind}</p><button type="button" id="theme" hidden>Dark</button></div>
        <h1>{Title}</h1>
        {Lead}
        </header>
        <nav aria-label="Contents"><ol>{Sections.Select(section => Html.Of($"""<li><a href="#{section.Id}">{section.Title}</a></li>"""))}</ol></nav>
        <main id="main" tabindex="-1">
        {Sections.Select(section => section.Draw())}</main>
        <footer><p>Written by Makemore for .NET. Losses are in nats per token unless another unit is named.</p></footer>
        <script>{Html.Trusted(Script)}</script>
        </body>
        </html>

        """).ToString();

    private static string Resource(string name)
    {
        using var stream = typeof(Document).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
