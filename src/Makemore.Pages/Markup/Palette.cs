using System.Collections.Immutable;

namespace Makemore.Pages.Markup;

/// <summary>A colour of a page.</summary>
/// <param name="Name">The name of its property in the style sheet, without the hyphens in front.</param>
/// <param name="Light">Its value on light paper, as six hexadecimal digits.</param>
/// <param name="Dark">Its value on dark paper.</param>
internal sealed record PageColor(string Name, string Light, string Dark);

/// <summary>The colours of all pages. Text has a contrast of 4.5 or more to what it stands on, and lines one of 3, as WCAG 2 asks.</summary>
internal static class Palette
{
    /// <summary>The grounds that text stands on.</summary>
    public static ImmutableArray<PageColor> Papers { get; } =
        [new("paper", "ffffff", "14171c"), new("panel", "f5f6f8", "1d2128"), new("mark", "fdf3d0", "3a3417")];

    /// <summary>What is written.</summary>
    public static ImmutableArray<PageColor> Inks { get; } =
    [
        new("ink", "1b1f26", "e6e9ee"), new("muted", "566072", "a3adbd"), new("link", "1d4fb8", "8ab4ff"),
        new("code-word", "8a2be2", "c9a0ff"), new("code-type", "0b6070", "6fd0e0"), new("code-text", "8f3b00", "f0a878"),
        new("code-note", "3f6b35", "94c287"), new("code-number", "9a1f5f", "f49ac1"),
        new("better", "14692f", "7fd39a"), new("worse", "a3212b", "ff9a9a"),
    ];

    /// <summary>The lines of a plot, told apart by their dashes too.</summary>
    public static ImmutableArray<PageColor> Lines { get; } =
    [
        new("line-0", "1f6fd1", "6aa9ff"), new("line-1", "c2410c", "ff9a5c"), new("line-2", "157f4a", "5ecf93"), new("line-3", "8e3bc7", "cf9bff"),
        new("line-4", "b3186b", "ff86c3"), new("line-5", "7a6200", "e0c24d"), new("line-6", "0b7c8c", "5fd0df"), new("line-7", "5a6472", "aab4c2"),
    ];

    /// <summary>The grounds of a character, from what was foreseen to what was not; ink is read on each of them.</summary>
    public static ImmutableArray<PageColor> Surprises { get; } =
    [
        new("surprise-0", "ffffff", "14171c"), new("surprise-1", "fff1dc", "33271a"), new("surprise-2", "ffdcb0", "4d3116"),
        new("surprise-3", "ffc08a", "6b3510"), new("surprise-4", "ff9f78", "8c2f14"),
    ];

    /// <summary>The rest: rules and grids, which nothing is told by.</summary>
    public static ImmutableArray<PageColor> Rules { get; } = [new("rule", "d6dae1", "333a45"), new("grid", "e6e9ee", "272d36")];

    /// <summary>All of them as the properties of a style sheet.</summary>
    public static string Css() => ":root{" + string.Concat(
        Papers.Concat(Inks).Concat(Lines).Concat(Surprises).Concat(Rules)
            .Select(color => $"--{color.Name}:light-dark(#{color.Light},#{color.Dark});")) + "}\n";
}
