using System.Text.RegularExpressions;
using Makemore.Generators.Tests.Graphs;
using Makemore.Generators.Tests.Language;
using Makemore.Runtime.Models;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>What an experiment of the simd backend tells of how it was compiled.</summary>
public sealed partial class SimdCompilationTests
{
    private const string Windowed = "let width = 10\nlet hidden = 200\ntokens |> embed width |> flatten |> linear hidden |> tanh |> linear vocab";
    private const string Recurrent = "tokens |> embed 6 |> gru 5 |> linear vocab";

    // A hyperparameter may have the name of a size of a batch.
    private const string Named = "let time = 4\nlet sizes = 5\ntokens |> embed time |> linear sizes |> linear vocab";

    public static TheoryData<string> Programs => [Windowed, Recurrent, Named];

    [Fact]
    public void The_weighed_costs_of_a_lookup_are_told_wherever_it_was_chosen()
    {
        var rewriting = Loaded(Windowed).Rewriting!;

        Assert.Equal([new TableChoice("linear.weight", 238_800, 192_000)], rewriting.TrainingTables);
        Assert.Equal([new TableChoice("linear.weight", 2_619_600, 6_144_000)], rewriting.EvaluationTables);
        Assert.Equal((false, true), (rewriting.TrainingTables[0].IsTable, rewriting.EvaluationTables[0].IsTable));
        Assert.Contains(new PassChanges("table rows", 0, 1), rewriting.Passes);
    }

    [Fact]
    public void A_part_of_a_matrix_is_called_after_the_whole() => Assert.Equal(
        ["gru.updateWeight", "gru.resetWeight", "gru.candidateWeight"],
        Loaded(Recurrent).Rewriting!.EvaluationTables.Select(choice => choice.Matrix).Order(StringComparer.Ordinal).Reverse());

    [Fact]
    public void Two_specs_of_a_network_are_each_weighed_for_their_batch()
    {
        const string Mixed = "tokens |> embed 64 |> position |> residual bow |> linear 64 |> tanh |> linear vocab";
        (string Training, bool IsTable)[] batches =
            [("{ backend: simd }", true), ("{ backend: simd, batch: 32 }", true), ("{ backend: simd, batch: full }", true), ("{ backend: simd, batch: 1 }", false)];
        var experiments = GeneratorProject.Of([.. batches.Select((batch, index) =>
            ($"told{index}.yaml", $"{ModelText.SpecOf(Mixed, context: 16)}training: {batch.Training}\n"))]).Generate().Load();

        Assert.Equal(batches.Select(batch => batch.IsTable), experiments.Select(experiment => experiment.Rewriting!.TrainingTables.Single().IsTable));
        Assert.Equal(
            experiments[0].Rewriting!.TrainingTables.ToArray(), experiments[1].Rewriting!.TrainingTables.ToArray());
        Assert.Single(experiments.Select(experiment => experiment.NetworkHash).Distinct());
        Assert.All(experiments, experiment => Assert.True(experiment.Rewriting!.EvaluationTables.Single().IsTable));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_memory_that_is_told_is_that_which_is_laid_out(string program)
    {
        var generated = Generated(program);
        var code = generated.CodeOf("told.yaml");
        var experiment = generated.Load().Single();
        var sizes = new MemorySizes(experiment.DefaultHyperparameters, Context: 3, Vocabulary: 27, Batch: 32, Time: 3);

        AssertLaid("LayTraining", experiment.TrainingMemory(sizes));
        AssertLaid("LayEvaluation", experiment.EvaluationMemory(sizes));
        var sampling = experiment.ContinuationMemory(sizes);
        Assert.Equal(code.Contains("Floats Continue()", StringComparison.Ordinal), !sampling.IsEmpty);
        if (!sampling.IsEmpty)
        {
            var kept = PlacesOf("LayPast").Count();
            Assert.All(sampling.Take(kept), slot => Assert.EndsWith("Past", Assert.Single(slot.Tensors).Name, StringComparison.Ordinal));
            AssertLaid("LayContinuation", [.. sampling.Skip(kept)]);
        }

        IEnumerable<(string Field, string Slot)> PlacesOf(string method) =>
            Place().Matches(code.Contains($"void {method}(", StringComparison.Ordinal) ? code.Split($"void {method}(")[1].Split("\n        }\n")[0] : "")
                .Select(match => (match.Groups["field"].Value.TrimStart('@'), match.Groups["slot"].Value));

        void AssertLaid(string method, IReadOnlyList<MemorySlot> slots)
        {
            var laid = PlacesOf(method).GroupBy(pair => pair.Slot, pair => pair.Field);
            Assert.Equal(laid.Select(slot => string.Join(' ', slot)), slots.Select(slot => string.Join(' ', slot.Tensors.Select(tensor => tensor.Name))));
        }
    }

    [Fact]
    public void Sizes_follow_batch_and_hyperparameters()
    {
        var experiment = Loaded(Windowed);
        var changed = experiment.DefaultHyperparameters.With("hidden", 70);
        var tensor = experiment.TrainingMemory(new(changed, Context: 3, Vocabulary: 27, Batch: 8, Time: 3))
            .SelectMany(slot => slot.Tensors).Single(tensor => tensor.Name == "tanh");

        Assert.Equal(new("tanh", "batch * hidden", 8 * 70), tensor);
    }

    [Fact]
    public void A_size_beyond_all_memory_is_told_all_the_same()
    {
        var experiment = Loaded(Windowed);
        var slots = experiment.TrainingMemory(new(experiment.DefaultHyperparameters, Context: 3, Vocabulary: 27, Batch: int.MaxValue, Time: 3));

        Assert.Equal(int.MaxValue * 200L, slots.SelectMany(slot => slot.Tensors).Max(tensor => tensor.Count));
    }

    private static Experiment Loaded(string program) => Generated(program).Load().Single();

    private static GeneratedProject Generated(string program) =>
        GeneratorProject.Of(("told.yaml", BackendSpecs.With(ModelText.SpecOf(program), "simd"))).Generate();

    [GeneratedRegex(@"(?<field>\S+) = (?:Memory|Past)\.At\((?<slot>\w+)\);")]
    private static partial Regex Place();
}
