using Makemore.Generators.Specs;
using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Specs;

public sealed class SpecBinderTests
{
    [Fact]
    public void A_counted_model_has_no_training_settings()
    {
        var spec = SpecProject.Of("model: ngram\n").Valid();
        Assert.Equal(new ChoiceValue("Backend", "ngram"), spec.Find("training.backend"));
        Assert.Equal(["training.backend", "training.memory"], spec.Settings.Select(setting => setting.Path)
            .Where(path => path.StartsWith("training", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("model: bigram", "bigram", null)]
    [InlineData("model: { type: mlp, hidden: 3 }", "mlp", null)]
    [InlineData("model: tokens |> embed 10", "program", "tokens |> embed 10")]
    [InlineData("model: { program: tokens, hidden: 3 }", "program", "tokens")]
    [InlineData("model: |\n  tokens\n", "program", "tokens\n")]
    public void A_model_is_a_preset_or_a_program(string text, string type, string? program)
    {
        var model = SpecProject.Of(text).Valid().Model;
        Assert.Equal((type, program), (model.Type, model.Program?.Text));
    }

    [Fact]
    public void The_spec_wins_over_its_base_key_by_key()
    {
        var project = SpecProject.Of(
            ("bases/deep.yaml", "model: { type: mlp, embedding: 2, hidden: 100 }\ndataset: { path: a.txt, unit: text " +
                "}\ntraining: { steps: 5, batch: 6 }\n"),
            ("base.yaml", "extends: bases/deep.yaml\ndescription: Base\ntraining: { steps: 7, learning-rate: { 0: 1, " +
                "5: 2 } }\nexpect: { dev-loss: 2 +- 1 }\n"),
            ("runs/spec.yaml",
                "extends: ../base.yaml\nmodel: { hidden: 300 }\ndataset: names\ntraining: { learning-rate: 0.5 }\n"));
        var spec = project.Valid("runs/spec.yaml");
        Assert.Equal("runs/spec", spec.Name);
        Assert.Equal("", spec.Description);
        Assert.Equal("mlp(embedding=2, hidden=300)",
            $"{spec.Model.Type}({string.Join(", ", spec.Model.Arguments.Select(item => $"{item.Key.Text}={((SpecScalar)item.Value).Text}"))})");
        Assert.Equal(new IntegerValue(7), spec.Find("training.steps"));
        Assert.Equal(new IntegerValue(6), spec.Find("training.batch"));
        Assert.Equal(new ScheduleValue([new SchedulePoint(0, 0.5)]), spec.Find("training.learning-rate"));
        Assert.Equal(new TextValue("names"), spec.Find("dataset.name"));
        Assert.Null(spec.Find("dataset.path"));
        Assert.Equal(new ChoiceValue("DatasetUnit", "text"), spec.Find("dataset.unit"));
        Assert.Null(spec.Find("expect"));
    }

    [Fact]
    public void What_a_base_says_without_effect_is_left_out()
    {
        var project = SpecProject.Of(
            ("base.yaml", "model: bigram\ntraining: { backend: torch, steps: 5 }\n"),
            ("spec.yaml", "extends: base.yaml\nmodel: ngram\n"));
        Assert.Null(project.Valid().Find("training.steps"));
        Assert.Equal(new ChoiceValue("Backend", "ngram"), project.Valid().Find("training.backend"));
    }

    [Fact]
    public void A_mistake_in_a_base_is_reported_there_alone()
    {
        var project = SpecProject.Of(
            ("base.yaml", "model: bigram\ntraining: { stepz: 5, batch: 0 }\nsplit: { train: 1 }\n"),
            ("spec.yaml", "extends: base.yaml\ncontext: 1\n"));
        Assert.Equal(3, project.Bind("base.yaml").Diagnostics.Count);
        Assert.Empty(project.Bind().Diagnostics);
        Assert.Null(project.Bind().Spec);
    }

    [Fact]
    public void What_only_goes_wrong_together_with_the_base_is_reported_at_extends()
    {
        var project = SpecProject.Of(
            ("base.yaml", "model: ngram\ncontext: 0\n"),
            ("spec.yaml", "extends: base.yaml\nmodel: bigram\n"));
        Assert.Empty(project.Bind("base.yaml").Diagnostics);
        Assert.StartsWith("spec.yaml(1,10-1,19): error MKM1005", project.Diagnose(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_spec_of_a_cycle_hears_of_it_and_no_other_does()
    {
        var project = SpecProject.Of(
            ("a.yaml", "extends: b.yaml\n"), ("b.yaml", "extends: a.yaml\n"), ("c.yaml", "extends: b.yaml\n"),
                ("d.yaml", "extends: ./d.yaml\n"));
        Assert.Equal(
            ["a.yaml(1,10-1,16)", "b.yaml(1,10-1,16)", "", "d.yaml(1,10-1,18)"],
            project.Texts.Keys.Select(path => project.Diagnose(path).Split(':')[0]));
        Assert.Null(project.Bind("c.yaml").Spec);
    }

    [Fact]
    public void All_mistakes_of_a_file_come_at_once_and_each_once()
    {
        const string text = """
            descripton: x
            dataset: name
            split: { train: 0.9, dev: 0.2, shuffle: pyhton, seed: -1 }
            tokenizer: { type: byte, alphabet: abc }
            context: "3"
            model: { hidden: 3 }
            smoothing: add-1
            regularization: { l2: { max: 1 }, dropout: 0.1 }
            training:
              backend: ngram
              steps: 1e4
              batch: ful
              learning-rate: { 0: fast, -1: 0.1, 0_0: 2 }
              hidden:
              lr: 0.1
            sampling: [10]
            expect:
              dev-loss: 2.1
              loss: { 99_999: 2 +- 1 }
              parameters: many
            steps: 3
            """;
        Snapshot.Verify(SpecProject.Of(text).Diagnose(), "txt");
    }

    [Fact]
    public void Settings_that_make_no_sense_together_say_what_to_write_instead()
    {
        (string, string)[] files =
        [
            ("neural.yaml", "model: mlp\ncontext: 0\nsmoothing: { type: add-k, k: 2 }\ntraining: { backend: ngram }\n"),
            ("counted.yaml", "model: ngram\nregularization: { l2: { sum: 1 } }\ntraining: { backend: torch, steps: " +
                "5, learning-rate: 1 }\nevaluation: { every: 3 }\nexpect: { loss: { 0: 1 +- 1 } }\n"),
            ("arguments.yaml", "model: { type: ngram, order: 3 }\n"),
            ("both.yaml", "model: { type: mlp, program: tokens }\n"),
            ("files.yaml", "model: mlp\ndataset: { dev: a.txt, url: 'https://example.org/a' }\nsplit: { train: 0.5 }\n"),
            ("divided.yaml", "model: mlp\ndataset: { train: a.txt }\nsplit: { train: 0.5 }\n"),
            ("running.yaml", "model: mlp\ndataset: tinyshakespeare\nsplit: { shuffle: python, seed: 3 }\n"),
            ("paths.yaml", "model: mlp\ndataset: { path: C:\\data\\a.txt, sha256: abc }\n"),
        ];
        var project = SpecProject.Of(files);
        Snapshot.Verify(string.Concat(project.Texts.Keys.Select(path => project.Diagnose(path))), "txt");
    }
}
