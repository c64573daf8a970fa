using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Language;

/// <summary>Files of definitions that no spec uses are checked too, and what is wrong in them is a warning.</summary>
public sealed class LibraryCheckTests
{
    [Fact]
    public void Each_error_of_a_file_that_no_spec_uses_is_a_warning_at_its_place()
    {
        var project = SpecProject.Of(
            ("spec.yaml", "context: 3\nmodel: |\n  use \"used.mk\"\n  tokens |> embed used |> flatten |> linear vocab\n"),
            ("used.mk", "let used = 3\n"),
            ("syntax.mk", "let a = |> 3\nlet b = [1; 2\nlet c = 3\n"),
            ("names.mk", "use \"used.mk\"\nlet a = used + missing\nlet f x = x |> linaer 3\n"),
            ("values.mk", "let a = 5 / 3\nlet b = context / 7\nlet c = 3 4\nlet unused = 3\n"),
            ("result.mk", "let a = 3\ntokens |> embed a\n"),
            ("missing.mk", "use \"nowhere.mk\"\nuse \"syntax.mk\"\nlet a = 3\n"),
            ("cycle.mk", "use \"other.mk\"\nlet a = 3\n"),
            ("other.mk", "use \"cycle.mk\"\nlet b = 3\n"),
            ("behind.mk", "use \"cycle.mk\"\nlet d = a\n"),
            ("text.mk", "let a = \"\uFFFD\"\n"));
        Snapshot.Verify(DiagnosticText.Render(project.Compile(), project.Texts), "txt");
    }

    [Fact]
    public void What_a_file_defines_in_terms_of_what_only_a_spec_knows_is_no_error() => Assert.Empty(SpecProject.Of(
        ("spec.yaml", "model: mlp\ncontext: 3\n"),
        ("blocks.mk", "use \"inner.mk\"\nlet half = context / 2\nlet embedded = tokens |> embed n |> dropout |> flatten\nlet last = linear vocab\n"),
        ("inner.mk", "let n = 10\nlet f (x = n) y = y * x\n")).Compile());
}
