using System.Collections.Immutable;
using CsCheck;
using Makemore.Format;
using Makemore.Generators.Specs;
using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Snapshots;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;
using Numbers = Makemore.Format.SpecText;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>
/// What a run saves as its spec, written from the typed settings of the generated class, reads back to the same settings.
/// </summary>
public sealed class SavedSpecTests
{
    private const string Lecture = """
        description: MLP of Bengio et al. (2003), with batch normalization
        dataset: names
        context: 3
        model:
          type: mlp
          embedding: 10
          hidden: 200
        regularization: { l2: { sum: 0.01 } }
        training: { steps: 200_000, batch: full, learning-rate: { 0: 0.1, 100_000: 1e-2 }, seed: 1 }
        evaluation: { every: 10_000 }
        expect:
          dev-loss: 2.1057 ± 0.001
          parameters: 12097
          loss: { 10_000: 2.0322 +- 0.00005, 0: 3.3239 +- 5e-5, 20_000: 2 +- 1, 30_000: 2 +- 1, 40_000: 2 +- 1 }

        """;

    private const string Training = """
        model: bigram
        smoothing: { type: label, amount: 0.2 }
        regularization: { l1: { sum: 0.5 }, weight-decay: 0.01, weight-decay-scope: weights }
        training:
          optimizer: { beta2: 0.99, type: adamw }
          learning-rate: { warmup: 1_00, type: cosine, peak: 1e-3 }
          early-stopping: 5
          clip: 1
        evaluation: { every: 100 }
        """;

    private const string Program = """
        dataset: { path: data/a.txt, unit: text }
        context: 2
        model:
          program: |
            let hidden = 10  // "units"
            let deep = true
            let activation = silu

            tokens |> embed hidden |> flatten |> (if deep then tanh else activation) |> linear vocab
          hidden: 20
          deep: false
          activation: softplus
        """;

    private static readonly string[] Models =
    [
        "ngram", "mlp", "{ type: mlp, hidden: 1_00 }", "tokens |> onehot |> flatten |> linear vocab // x",
        "{ program: 'let hidden = 8\n\n  tokens |> embed hidden |> flatten |> linear vocab', hidden: 4 }",
    ];

    [Theory]
    [InlineData("lecture", Lecture)]
    [InlineData("training", Training)]
    [InlineData("program", Program)]
    [InlineData("ngram", "model: ngram\ncontext: 4\nsmoothing: { type: add-k, k: fit }\n")]
    [InlineData("files", "dataset: { train: a.txt, dev: b.txt }\nmodel: tokens |> onehot |> flatten |> linear " +
        "vocab\ntokenizer: { alphabet: \"abc#: \" }\nsampling: { top-k: 5 }\n")]
    [InlineData("address", "dataset: { url: 'https://example.org/a b.txt', sha256: " +
        "00112233445566778899AABBCCDDEEFF00112233445566778899aabbccddeeff }\nmodel: bigram\nsplit: " +
        "none\ntokenizer: byte\n")]
    public void A_saved_spec_spells_out_every_value(string name, string text)
    {
        var saved = RunPlan.Of(Loaded(("spec.yaml", text)).Single()).ToYaml();

        AssertSame(text, saved);
        Snapshot.Verify(saved, "yaml.txt", name);
    }

    [Fact]
    public void The_saved_spec_of_each_experiment_reads_back_to_the_same_settings_and_the_same_network()
    {
        var experiments = Loaded([.. GeneratorProject.Experiments.Specs.Select(spec => (spec.Key, spec.Value))]);
        var saved = experiments.ToDictionary(experiment => experiment.Name, experiment => RunPlan.Of(experiment).ToYaml());

        var again = Loaded([.. saved.Select(spec => (spec.Key + ".yaml", spec.Value))]).ToDictionary(one => one.Name);

        Assert.All(experiments, experiment =>
        {
            Assert.Equal(experiment.NetworkHash, again[experiment.Name].NetworkHash);
            Assert.Equal(experiment.DefaultHyperparameters.List(), again[experiment.Name].DefaultHyperparameters.List());
            Assert.Equal(saved[experiment.Name], RunPlan.Of(again[experiment.Name]).ToYaml());
        });
    }

    [Fact]
    public void Any_spec_of_the_tables_keys_is_saved_with_the_same_settings()
    {
        var keys = SpecKeys.All.Where(key => key.Section.Length > 0 && key.Section is not (
            "dataset" or "split" or "training.early-stopping") && key.Kind != ValueKind.StepExpectations).ToList();
        var values = keys.Aggregate(
            Gen.Const(ImmutableList<string>.Empty), (list, key) =>
                Gen.Select(list, Value(key), (texts, text) => texts.Add(text)));
        var specs = Gen.Select(
            Gen.Int[0, Models.Length - 1], Gen.String[Gen.Char[" ~"], 0, 12], values, Gen.Bool.Array[keys.Count],
            (model, description, texts, chosen) =>
            {
                var sections = keys.Zip(texts, chosen)
                    .Where(item => item.Third && Applies(item.First, item.Second, Models[model]))
                    .GroupBy(item => item.First.Section.Split('.')[0], item => item.First.Section.Contains('.')
                        ? $"  {item.First.Section.Split('.')[1]}: {{ {item.First.Name}: {item.Second} }}\n"
                        : $"  {item.First.Name}: {item.Second}\n");
                return $"model: {Models[model]}\ndescription: '{description.Replace("'", "''", StringComparison.Ordinal)}x'\n"
                    + string.Concat(sections.Select(section => $"{section.Key}:\n{string.Concat(section)}"));
            });
        // All of them in one project, since loading a project is what takes its time.
        specs.Array[60].Sample(
            texts =>
            {
                var files = texts.Select((text, index) => ($"spec{index}.yaml", text)).ToArray();
                var saved = Loaded(files).ToDictionary(one => one.Name + ".yaml", one => RunPlan.Of(one).ToYaml());
                Assert.All(files, file => AssertSame(file.text, saved[file.Item1]));
            },
            iter: 5, threads: 1);
    }

    private static void AssertSame(string text, string saved)
    {
        var (spec, again) = (SpecProject.Of(text).Valid(), SpecProject.Of(saved).Valid());
        Assert.Equal(spec.Settings.Select(Normal), again.Settings.Select(Normal));
        Assert.Equal(spec.Description, again.Description);
        Assert.Equal(spec.Model.Type, again.Model.Type);
    }

    // Expectations of steps may stand in another order.
    private static string Normal(Setting setting) => setting.Value is ExpectationsValue figures
        ? string.Join(", ", figures.Items.OrderBy(item => (item.Metric, item.Step ?? -1)))
        : setting.ToString();

    private static ImmutableArray<Experiment> Loaded(params (string Path, string Text)[] specs) =>
        GeneratorProject.Of(specs).Generate().Load();

    private static bool Applies(SpecKey key, string text, string model)
    {
        string? ValueOf(string path) => path switch
        {
            "model.type" => model == "ngram" ? "ngram" : "mlp",
            _ => null,
        };
        var conditions = key.AppliesWhere.Concat(key.Choices.Where(choice => choice.Word == text)
            .Select(choice => choice.AppliesWhere).OfType<KeyCondition>());
        // A preset has no place for dropout that a program without it lacks.
        return key.Path != "regularization.dropout"
            && conditions.All(condition => condition.Path == "model.type" && condition.Holds(ValueOf));
    }

    private static Gen<string> Value(SpecKey key)
    {
        var number = Gen.Double[key.Minimum ?? 0, Math.Min(key.Maximum ?? 1e9, 1e9)].Where(key.Contains).Select(Numbers.Format);
        var integer = Gen.Long[(long)(key.Minimum ?? 0), (long)Math.Min(key.Maximum ?? 1e9, 1e9)].Select(Numbers.Format);
        var step = Gen.Long[100, 9999].Select(Numbers.Format);
        return key.Kind switch
        {
            ValueKind.Integer => integer,
            ValueKind.Number => number,
            ValueKind.Choice => Gen.Int[0, key.Choices.Count - 1].Select(index => key.Choices[index].Word),
            ValueKind.Schedule => Gen.OneOf(
                Gen.Select(number, step, number, (first, at, second) => $"{{ {at}: {second}, 0: {first} }}"),
                Gen.Select(number, Gen.Int[0, 9], number, (peak, warmup, final) =>
                    $"{{ type: linear, final: {final}, peak: {peak}, warmup: {warmup} }}"),
                Gen.Select(number, Gen.Int[0, 1], (peak, warmup) => $"{{ type: constant, peak: {peak}, warmup: {warmup} }}"),
                number.Select(peak => $"{{ type: one-cycle, peak: {peak} }}")),
            ValueKind.Expectation => Gen.Select(number, number, (value, tolerance) => $"{value} +- {tolerance}"),
            _ => Gen.Char["a-z0-9 #:'"].HashSet[1, 6]
                .Select(letters => $"\"x{string.Concat(letters.Where(letter => letter is not ('x' or '"')))}\""),
        };
    }
}
