using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Specs;

/// <summary>What people do wrong in YAML is said at its place, once, with what to write instead.</summary>
public sealed class YamlMistakeTests
{
    private static readonly (string Name, string Text)[] Mistakes =
    [
        ("tabs.yaml", "model: mlp\ntraining:\n\tsteps: 100\n"),
        ("tab-behind-blanks.yaml", "model: mlp\ntraining:\n  steps: 1\n \tbatch: 2\n"),
        ("double-quote.yaml", "description: \"An MLP\nmodel: mlp\ncontext: 3\n"),
        ("single-quote.yaml", "model: mlp\ndescription: 'An MLP\n"),
        ("quote-of-key.yaml", "\"model: mlp\ncontext: 3\n"),
        ("flow-quote.yaml", "model: { type: \"mlp, hidden: 3 }\n"),
        ("quote-of-a-text-of-two-lines.yaml", "model: mlp\ndescription: \"An MLP\n  of two lines\ncontext: 3\n"),
        ("quote-that-another-line-closes.yaml", "description: 'An MLP\nmodel: 'mlp'\n"),
        ("quote-in-brackets.yaml", "model: mlp\ntraining: { steps: 3, optimizer: 'adam }\n"),
        ("apostrophe.yaml", "model: mlp\ndescription: 'It's good'\n"),
        ("quote-in-quotes.yaml", "model: mlp\ndescription: \"a \"small\" MLP\"\n"),
        ("tab-behind-a-tab.yaml", "model: mlp\ndescription: a\tb\ntraining:\n\tsteps: 100\n"),
        ("tab-of-an-item.yaml", "model: mlp\ntraining:\r\n\t- 3\r\n"),
        ("tab-at-the-end.yaml", "model: mlp\ntraining:\n  steps: 3\t# tab\n\t\n"),
        ("tab-of-a-program.yaml", "context: 3\nmodel: |\n  tokens |> embed 10 |> flatten\n\t|> linear vocab\n"),
        ("folded-behind-an-anchor.yaml", "context: 3\nmodel: &folded >+\n  let n = 10\n  tokens |> embed n |> flatten |> linear vocab\n"),
        ("joined.yaml", "context: 3\nmodel:\n  let n = 10\n  tokens |> embed n |> flatten |> linear vocab\n"),
        ("joined-in-quotes.yaml", "context: 3\nmodel: { program: \"tokens |> embed 10 // a comment\n  |> flatten |> linear vocab\" }\n"),
        ("folded.yaml", "context: 3\nmodel: >\n  tokens |> embed 10 |> flatten\n  |> linear vocab\n"),
        ("folded-program.yaml", "context: 3\nmodel:\n  program: >-\n    tokens |> embed 10 |> flatten\n    |> linear vocab\n"),
        ("dotted.yaml", "model: mlp\ntraining.steps: 100\ntraining.optimizer.type: adam\n"),
        ("braces.yaml", "model: { type: mlp, hidden: 3\ntraining: { steps: 1 }\n"),
        ("colon.yaml", "model: mlp\ndescription: MLP: the second\n"),
        ("indent.yaml", "model: mlp\ntraining:\n  steps: 1\n   batch: 2\n"),
    ];

    [Fact]
    public void Each_is_one_error_at_its_place()
    {
        var project = SpecProject.Of(Mistakes);
        Snapshot.Verify(string.Concat(project.Texts.Keys.Select(path =>
            DiagnosticText.Render(project.Compile(path), project.Texts))), "txt");
    }

    [Theory]
    [InlineData("context: 3\nmodel:\n  tokens |> embed 10\n  |> flatten |> linear vocab\n")]
    [InlineData("context: 3\nmodel: \"tokens |> embed (let n = 3 in\n  n) |> flatten |> linear vocab\"\n")]
    [InlineData("context: 3\nmodel: 'let n = 3\n\n  tokens |> embed n |> flatten |> linear vocab'\n")]
    [InlineData("context: 3\nmodel:\tmlp\ntraining:\n  steps:\t3\t# tabs that indent nothing\n")]
    [InlineData("context: 3\nmodel: mlp\ndescription: \"a\n  b\"\n")]
    public void What_YAML_joins_without_harm_is_no_mistake(string text) => Assert.Empty(SpecProject.Of(text).Compile());

    [Theory]
    [InlineData("services:\n  web: { image: nginx }\nvolumes: {}\n")]
    [InlineData("name: Tests\non: [push]\njobs:\n  test: { runs-on: ubuntu }\n")]
    [InlineData("apiVersion: v1\nkind: Pod\n---\nkind: Service\n")]
    [InlineData("Resources:\n  Bucket: !Ref Name\n")]
    [InlineData("openapi: 3.0.0\npaths: { {{ path }}: 1 }\n")]
    public void A_file_of_another_program_is_left_alone_with_a_note(string text)
    {
        var project = SpecProject.Of(("docker-compose.yaml", text), ("mlp.yaml", "model: mlp\n"));
        Assert.Equal("MKM1027", Assert.Single(project.Compile("docker-compose.yaml")).Rule.Id);
        Assert.Empty(project.Compile("mlp.yaml"));
    }

    [Theory]
    [InlineData("modle: mlp\n")]
    [InlineData("trainig: { steps: 3 }\n")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_file_that_may_be_meant_as_a_spec_is_none_of_another_program(string text) =>
        Assert.Contains(SpecProject.Of(text).Compile(), diagnostic => diagnostic.Rule.IsError);

    [Fact]
    public void A_spec_may_end_in_yml_and_extend_one_that_does()
    {
        var project = SpecProject.Of(
            ("sub/base.yml", "model: mlp\ncontext: 4\n"), ("spec.yml", "extends: sub/base.yml\n"), ("other.yaml", "extends: spec.yml\n"));
        Assert.All(project.Texts.Keys, path => Assert.Empty(project.Compile(path)));
        Assert.Equal("spec", project.Valid("spec.yml").Name);
        Assert.Contains("Did you mean the one at `sub/base.yml`?", Assert.Single(SpecProject.Of(
            ("sub/base.yml", "model: mlp\n"), ("spec.yaml", "extends: sub/base.yaml\n")).Compile()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_fifty_megabytes_is_refused_in_no_time_and_little_memory()
    {
        var text = $"model: mlp\ndescription: {new string('x', 50_000_000)}\n";
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Single(SpecProject.Of(text).Compile());

        Assert.Equal(("MKM1018", 1), (error.Rule.Id, error.Location.Length));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("dataset: { path: a/../../b.txt }\nmodel: bigram\n")]
    [InlineData("dataset: ../../etc/passwd\nmodel: bigram\n")]
    [InlineData("dataset: { train: ../a.txt }\nmodel: bigram\n")]
    [InlineData("arpa: ../model.arpa\nmodel: ngram\n")]
    [InlineData("extends: ../other.yaml\nmodel: bigram\n")]
    public void No_path_of_a_spec_leads_out_of_the_project(string text) =>
        Assert.Equal("MKM1012", Assert.Single(SpecProject.Of(text).Compile()).Rule.Id);
}
