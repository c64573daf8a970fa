using System.Text.RegularExpressions;

namespace Makemore.Generators.Tests.Diagnostics;

/// <summary>The page of a rule under docs/diagnostics, with its examples.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Bad">The example that breaks the rule.</param>
/// <param name="Good">The example that mends it.</param>
internal sealed partial record DiagnosticPage(string Title, SpecProject Bad, SpecProject Good)
{
    public static string PathOf(string id) => Repository.PathOf($"docs/diagnostics/{id}.md");

    public static DiagnosticPage Read(string id)
    {
        var text = File.ReadAllText(PathOf(id)).Replace("\r\n", "\n");
        var good = text.IndexOf("\n## Good\n", StringComparison.Ordinal);
        var bad = text.IndexOf("\n## Bad\n", StringComparison.Ordinal);
        Assert.True(bad > 0 && good > bad, $"{id}.md needs `## Bad`, then `## Good`.");
        var withoutTorch = text[bad..good].Contains("without a reference to Makemore.Torch", StringComparison.Ordinal);
        return new(text.Split('\n')[0], Project(text[bad..good]) with { HasTorch = !withoutTorch }, Project(text[good..]));
    }

    // A block that begins with `# base.yaml` or `// layers.mk` is a file of that name; the others are the spec itself,
    // which may be a sweep over the named ones.
    private static SpecProject Project(string section) => SpecProject.Of([.. Fence().Matches(section).Select(match => (
        match.Groups["name"] is { Success: true, Value: var name } ? name : "spec.yaml",
        match.Groups["text"].Value))]);

    [GeneratedRegex(@"^```(yaml|fsharp)\n(?<text>((#|//) (?<name>[\w/.-]+\.(yaml|yml|YAML|mk))\n)?.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
