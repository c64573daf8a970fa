using Makemore.Generators.Graphs;
using Makemore.Generators.Passes;
using Makemore.Generators.Primitives;
using Makemore.Generators.Shapes;
using Makemore.Generators.Tests.Language;
using Makemore.Runtime.Numerics;
using Makemore.Tests.Platforms;
using TorchSharp;
using Tensor = Makemore.Generators.Primitives.Tensor;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>When rows of a table are multiplied as a table, and what that comes to on the simd backend.</summary>
public sealed class TableRowsTests
{
    private const string Bow = "tokens |> embed 64 |> position |> residual bow |> residual (linear 64 >> tanh >> linear 64) |> linear vocab";
    private const int Context = 16;

    // What is done with the gradients of two layers on the same rows, where the position's go into a part of its table.
    private static readonly string[] Mixtures =
    [
        Bow,
        "tokens |> embed 64 |> position |> (fun x -> tanh (linear 9 x) * sigmoid (linear 9 x)) |> linear vocab",
        "tokens |> embed 64 |> position |> (fun x -> linear 9 x + linear 9 (bow x)) |> tanh |> linear vocab",
        "tokens |> embed 64 |> cumsum |> reverse |> cumsum |> linear 9 |> tanh |> linear vocab",
        "tokens |> embed 64 |> position |> lags lag=3 |> cumsum over=lag |> mean over=lag |> linear 9 |> tanh |> linear vocab",
        "tokens |> embed 64 |> (fun x -> x / (index over=time x + 1)) |> conv 9 width=3 |> tanh |> linear vocab",
        "tokens |> embed 64 |> position |> attention 4 |> linear vocab",
        "let tied = share (linear 64)\ntokens |> embed 64 |> position |> (fun x -> tied x + tanh (tied (bow x))) |> tanh |> tied |> linear vocab",
        """
        let mix x =
            let source = x |> rename time=source
            let seen = where (index over=time x < index over=source source) 0 1
            dot seen source over=source
        tokens |> embed 64 |> position |> residual mix |> residual (linear 64 >> tanh >> linear 64) |> linear vocab
        """,
    ];

    private static readonly Lazy<BackendSpecs> Compiled = new(() => new(Mixtures.Select((program, index) =>
        KeyValuePair.Create($"mixture{index}", ModelText.SpecOf(program, context: 4)))));

    public static TheoryData<int, string> Programs => [.. Mixtures.Select((program, index) => (index, program))];

    [Theory]
    [InlineData(32, true)]
    [InlineData(4096, true)]
    [InlineData(1, false)]
    public void The_hidden_layer_of_a_bag_of_words_is_made_of_tables_where_there_are_many_examples(double batch, bool isTable)
    {
        var choice = Assert.Single(Choices(ModelText.Graph(Bow, Context), batch));

        Assert.Equal(("linear.weight", isTable), (choice.Matrix, choice.IsTable));
    }

    [Theory]
    [InlineData(32, false)]
    [InlineData(4096, true)]
    public void A_table_of_ten_thousand_tokens_is_not_multiplied_for_a_few_rows(double batch, bool isTable)
    {
        var spec = $"{ModelText.SpecOf(Bow, Context)}tokenizer: {{ type: word, vocabulary: 10000 }}\n";

        Assert.Equal(isTable, Assert.Single(Choices(ModelText.GraphOfSpec(spec), batch)).IsTable);
    }

    [Fact]
    public void What_is_mixed_costs_something_for_each_step_that_mixes()
    {
        string[] programs =
        [
            "tokens |> embed 64 |> linear 64 |> tanh |> linear vocab",
            "tokens |> embed 64 |> position |> linear 64 |> tanh |> linear vocab",
            "tokens |> embed 64 |> position |> bow |> linear 64 |> tanh |> linear vocab",
            Bow,
        ];
        var costs = programs.Select(program => Choices(ModelText.Graph(program, Context), batch: 32).Single().WithTable).ToList();

        Assert.Equal(costs.Order(), costs);
        Assert.Equal(costs.Count, costs.Distinct().Count());
    }

    [Fact]
    public void What_is_needed_twice_is_counted_once()
    {
        const string Start = "let twice x = x + 2 * x\ntokens |> embed 64 |> position";
        var costs = new[] { 1, 2, 3 }.Select(times => Choices(
            ModelText.Graph($"{Start}{string.Concat(Enumerable.Repeat(" |> twice", times))} |> linear 64 |> tanh |> linear vocab", Context), batch: 32).Single().WithTable).ToList();

        Assert.Equal(costs[1] - costs[0], costs[2] - costs[1]);
    }

    [Theory]
    [InlineData("tokens |> embed 64 |> tanh |> linear 64 |> tanh |> linear vocab")]
    [InlineData("tokens |> embed 64 |> position |> dropout 0.1 |> linear 64 |> tanh |> linear vocab")]
    [InlineData("tokens |> embed 64 |> (fun x -> 1 / x) |> linear 64 |> tanh |> linear vocab")]
    [InlineData("tokens |> embed 64 |> (fun x -> x * x) |> linear 64 |> tanh |> linear vocab")]
    [InlineData("tokens |> embed 64 |> cumsum over=width |> linear 64 |> tanh |> linear vocab")]
    [InlineData("tokens |> embed 64 |> layernorm |> linear 64 |> tanh |> linear vocab")]
    [InlineData("tokens |> embed 64 |> residual tanh |> linear 64 |> tanh |> linear vocab")]
    [InlineData("tokens |> embed 64 |> bow |> flatten |> linear 64 |> tanh |> linear vocab")]
    public void What_does_not_go_through_a_matrix_is_not_weighed(string program) =>
        Assert.Empty(Choices(ModelText.Graph(program, Context), batch: 4096));

    [Fact]
    public void The_table_itself_is_no_matrix_for_its_rows() => Assert.Empty(Choices(
        ModelText.Graph("let table = parameter token=vocab width=64\ntokens |> onehot |> rename width=token |> dot table over=token |> dot table |> rename token=width"), batch: 4096));

    [Fact]
    [NeedsTorch]
    public void Rows_that_are_repeated_along_an_axis_are_repeated_as_products()
    {
        using var scope = torch.NewDisposeScope();
        var (width, units, copies) = (new Axis("width", Number.Of(64)), new Axis("units", Number.Of(2)), new Axis("copy", Number.Of(3)));
        var places = new Axes([new("batch", GraphBuilder.Batch), new("time", TrainingGraph.Time)]);
        var builder = new PrimitiveBuilder();
        var rows = Parameter("table", new("vocab", Number.Of(5)), width).Then(new Gather("vocab"), builder.Apply(new Source(SourceKind.Tokens, "", places)));
        var mixed = (rows.Then(new Pad("time", Number.Of(1), Number.Of(0))).Then(new Expand(copies)) * Parameter("weights", copies)).Sum("copy");
        var graph = new PrimitiveGraph(builder.Build([mixed.Dot(Parameter("matrix", width, units), "width")]), [new(ResultKind.Logits)]);
        var pass = new TableRows(batch: 4096);
        var rewritten = pass.Apply(graph);

        Assert.Equal(1, pass.Changes);
        Assert.True(Run(graph).allclose(Run(rewritten), rtol: 1e-9, atol: 1e-12));

        Tensor Parameter(string name, params Axis[] axes) => builder.Apply(new Source(SourceKind.Parameter, name, new([.. axes])));
    }

    [Theory]
    [NeedsTorch]
    [MemberData(nameof(Programs))]
    public void Mixed_rows_learn_the_same_on_both_backends(int index, string program)
    {
        Assert.Contains(Choices(ModelText.Graph(program, 4), batch: 32), choice => choice.IsTable);
        using var pair = Compiled.Value.Pair($"mixture{index}", BackendSpecs.Plain);
        for (var step = 0; step < 2; step++)
        {
            pair.AssertSameStep(pair.BatchOf(), learningRate: 0.5, tolerance: 1e-4, $"step {step}");
        }
    }

    private static torch.Tensor Run(PrimitiveGraph graph)
    {
        var symbols = new Dictionary<string, double> { ["batch"] = 2, ["time"] = 3 };
        return new PrimitiveInterpreter(
            source => source.Kind == SourceKind.Tokens ? torch.tensor(new[] { 4.0, 1, 2, 0, 3, 4 }, [2, 3])
                : torch.arange(new SymbolValues(symbols).Shape(source.Axes).Aggregate(1L, (left, right) => left * right), dtype: torch.ScalarType.Float64)
                    .sin().reshape(new SymbolValues(symbols).Shape(source.Axes)),
            symbols, new TorchGenerator(5)).Run(graph)[0];
    }

    private static IReadOnlyList<TableChoice> Choices(ModelGraph model, double batch) =>
        [.. RewrittenGraph.OfTraining(model, batch).Passes.OfType<TableRows>().Single().Choices];
}
