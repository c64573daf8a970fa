using System.Text.RegularExpressions;
using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Documentation;
using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Language;

public sealed partial class LanguagePageTests
{
    private const int Context = 8;

    public static TheoryData<string> Right => [.. Blocks().Where(block => block.Word.Length == 0).Select(block => block.Text)];

    public static TheoryData<string, string> Wrong =>
        new(Blocks().Where(block => block.Word == "wrong").Select(block => (block.Text, block.Error)));

    [Fact]
    public void The_reference_is_made_from_the_tables() =>
        Snapshot.VerifyFile(LanguageReference.Render(), Repository.PathOf("docs/language-reference.md"));

    [Theory]
    [MemberData(nameof(Right))]
    public void An_example_compiles(string program) => Assert.Equal("", ModelText.Diagnose(program, Context, Files()));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_example_is_told_what_the_page_says(string program, string error) =>
        Assert.Contains($": {error}\n", ModelText.Diagnose(program, Context, Files()), StringComparison.Ordinal);

    private static (string Path, string Text)[] Files() =>
        [.. Blocks().Where(block => block.Word.EndsWith(".mk", StringComparison.Ordinal))
            .Select(block => (block.Word, block.Text))];

    private static IEnumerable<(string Word, string Text, string Error)> Blocks() =>
        Fence().Matches(File.ReadAllText(Repository.PathOf("docs/language.md")).Replace("\r\n", "\n", StringComparison.Ordinal))
            .Select(match => (match.Groups["word"].Value, match.Groups["text"].Value.TrimEnd('\n'), match.Groups["error"].Value));

    [GeneratedRegex(@"^```fsharp ?(?<word>\S*)\n(?<text>.*?)^```\n(```text\n(?<error>[^\n]*)\n```\n)?",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
