using Makemore.Generators.Graphs;
using Makemore.Generators.Passes;
using Makemore.Generators.Primitives;
using Makemore.Generators.Tests.Language;
using Makemore.Runtime.Numerics;
using Makemore.Tests.Platforms;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>Graphs with each pass of the simd backend and without it, computed in double precision: logits, loss, all derivatives.</summary>
[NeedsTorch]
public sealed class SimdPassTests
{
    private const int BatchSize = 3;
    private const int VocabularySize = 5;
    private const int Context = 4;

    // Enough examples for a table of rows to pay off.
    private const double ManyExamples = 1024;

    // Models in which each pass finds something to do.
    private static readonly Dictionary<string, string[]> Programs = new()
    {
        ["one-hot rows"] = ["tokens |> onehot |> linear vocab", "tokens |> onehot |> linear 6 |> tanh |> linear vocab"],
        ["split products"] = ["tokens |> embed 6 |> rnn 5 |> linear vocab", "tokens |> embed 6 |> gru 5 |> linear vocab"],
        ["steps at once"] = ["tokens |> embed 6 |> gru 5 |> linear vocab", "tokens |> embed 6 |> lstm 5 |> lstm 4 |> linear vocab"],
        ["table rows"] =
        [
            "tokens |> embed 10 |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 10 |> flatten |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 10 |> conv 7 width=3 |> tanh |> linear vocab",
            // What mixes rows before the product; first the bag of words of the presets.
            "tokens |> embed 64 |> position |> residual bow |> residual (linear 64 >> tanh >> linear 64) |> linear vocab",
            "tokens |> embed 64 |> position |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> position |> conv 7 width=3 |> tanh |> linear vocab",
            "tokens |> embed 64 |> residual bow |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> position |> bow |> residual bow |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> position |> cumsum |> shift 1 |> reverse |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> (fun x -> 2 - 3 * x) |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> (fun x -> x / (index over=time x + 1) |> conv 7 width=2) |> tanh |> linear vocab",
            "tokens |> embed 64 |> (fun x -> x + parameter width=64) |> shift 1 |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> (fun x -> x + parameter width=64 - index over=time x) |> conv 7 width=3 |> tanh |> linear vocab",
            "tokens |> embed 64 |> (fun x -> where (index over=time x < 2) 1 x) |> conv 7 width=3 |> tanh |> linear vocab",
            "tokens |> embed 64 |> (fun x -> where (index over=time x < 2) 0 x) |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> (fun x -> where (index over=time x < 2) (reverse x) (cumsum x)) |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> lags lag=3 |> mean over=lag |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> lags lag=3 |> dot (parameter lag=3) over=lag |> linear 7 |> tanh |> linear vocab",
            "tokens |> embed 64 |> lags lag=3 |> dot (parameter lag=3 head=2) over=lag |> linear 7 |> sum over=head |> tanh |> linear vocab",
            """
            let mix x =
                let source = x |> rename time=source
                let seen = where (index over=time x < index over=source source) 0 1
                dot seen source over=source
            tokens |> embed 64 |> position |> residual mix |> linear 7 |> tanh |> linear vocab
            """,
            """
            let attend x =
                let scores = dot (linear 4 x) (linear 4 x |> rename time=source)
                scores |> causal |> softmax over=source |> dot (x |> rename time=source) over=source
            tokens |> embed 64 |> position |> attend |> linear 7 |> tanh |> linear vocab
            """,
            "tokens |> embed 64 |> shift 2 |> flatten |> linear 7 |> tanh |> linear vocab",
        ],
        ["softmax steps"] = ["tokens |> embed 8 |> attention 2 |> linear vocab", "tokens |> embed 6 |> softmax |> linear vocab"],
        ["sums outside"] =
        [
            "tokens |> embed 6 |> gru 5 |> linear vocab",
            "tokens |> embed 6 |> scan (fill 0.5 width=6) (fun state input -> tanh (linear 6 state + input)) |> linear vocab",
        ],
        ["chosen sums"] = ["tokens |> embed 6 |> linear vocab", "tokens |> embed 6 |> flatten |> linear vocab"],
        ["plain sums"] = ["tokens |> embed 10 |> window 3 |> linear vocab"],
        ["joined parts"] = ["tokens |> embed 8 |> attention 2 |> linear vocab", "tokens |> embed 6 |> gru 5 |> linear vocab"],
        ["arithmetic"] = ["tokens |> embed 6 |> gru 5 |> linear vocab", "tokens |> embed 6 |> dropout 0.3 |> flatten |> batchnorm epsilon=0 running=deviation |> linear vocab"],
    };

    public static TheoryData<string, string> Cases => new(Programs.SelectMany(pass => pass.Value.Select(program => (pass.Key, program))));

    private static IEnumerable<Pass> All => [.. Pass.OfModel(ManyExamples), .. Pass.OfSteps()];

    [Fact]
    public void Each_pass_has_a_case()
    {
        Assert.Equal(All.Select(pass => pass.Name).Distinct(), Programs.Keys);
        Assert.Equal(
            typeof(Pass).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Pass))).Select(type => type.Name).Order(StringComparer.Ordinal),
            All.Select(pass => pass.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_pass_changes_how_a_model_is_computed_but_not_what(string pass, string program)
    {
        var model = ModelText.Graph(program, Context);
        var whole = Training(model, _ => true);
        var plain = Training(model, _ => false);

        // Left out of all, and alone.
        var without = Training(model, name => name != pass);
        Assert.NotEqual(whole.Body, without.Body);
        AssertClose(model, whole, without);
        AssertClose(model, plain, Training(model, name => name == pass));
        AssertClose(model, plain, whole);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_logits_are_the_same_without_a_pass(string pass, string program)
    {
        var model = ModelText.Graph(program, Context);
        var logits = TrainingGraph.Logits(model, LoweringMode.Evaluation);
        var whole = Evaluation(logits, _ => true);

        AssertClose(model, whole, Evaluation(logits, name => name != pass));
        AssertClose(model, whole, Evaluation(logits, _ => false));
    }

    private static PrimitiveGraph Training(ModelGraph model, Func<string, bool> isTaken) => RewrittenGraph.OfTraining(
        model, [.. Pass.OfModel(ManyExamples).Where(pass => isTaken(pass.Name))], [.. Pass.OfSteps().Where(pass => isTaken(pass.Name))]).Graph;

    private static PrimitiveGraph Evaluation(PrimitiveGraph logits, Func<string, bool> isTaken) => RewrittenGraph.OfEvaluation(
        logits, [.. Pass.OfModel(ManyExamples).Where(pass => isTaken(pass.Name))], [.. Pass.OfSteps().Where(pass => isTaken(pass.Name))]).Graph;

    private static void AssertClose(ModelGraph model, PrimitiveGraph expected, PrimitiveGraph actual)
    {
        using var scope = NewDisposeScope();
        var symbols = new Dictionary<string, double>
        {
            ["batch"] = BatchSize, ["time"] = Context - 1, ["vocab"] = VocabularySize, ["labelSmoothing"] = 0.1, ["dropoutShare"] = 0.3,
        };
        var sources = Sources(model, new SymbolValues(symbols));
        Assert.Equal(expected.Results, actual.Results);
        Assert.All(expected.Results.Zip(Run(expected), Run(actual)), result =>
        {
            Assert.Equal(result.Second.shape, result.Third.shape);
            Assert.True(result.Second.allclose(result.Third, rtol: 1e-9, atol: 1e-12),
                $"{result.First.Kind} {result.First.Name} differs by up to {(result.Second - result.Third).abs().max().item<double>()}");
        });

        // Masks of dropout are drawn alike.
        IReadOnlyList<Tensor> Run(PrimitiveGraph graph) =>
            new PrimitiveInterpreter(source => sources[(source.Kind, source.Name)], symbols, new TorchGenerator(5)).Run(graph);
    }

    // Random parameters and tokens; the first target does not count, and the last counts twice.
    private static IReadOnlyDictionary<(SourceKind Kind, string Name), Tensor> Sources(ModelGraph model, SymbolValues values)
    {
        var generator = new TorchGenerator(3);
        var graph = TrainingGraph.OfData(model);
        List<string> statistics = [.. graph.Results.Where(result => result.Kind == ResultKind.Statistic).Select(result => result.Name)];
        return graph.Body.Nodes.Select(node => node.Primitive).OfType<Source>()
            .ToDictionary(source => (source.Kind, source.Name), source => Drawn(source, values.Shape(source.Axes)));

        Tensor Drawn(Source source, long[] shape)
        {
            var count = shape.Aggregate(1L, (product, size) => product * size);
            var ids = new long[count];
            var numbers = new float[count];
            generator.FillIntegers(ids, VocabularySize);
            generator.FillNormal(numbers);
            return (source.Kind switch
            {
                SourceKind.Tokens or SourceKind.Targets => tensor(ids, shape),
                SourceKind.Mask => ones(shape),
                SourceKind.Weights => tensor(Enumerable.Range(0, (int)count).Select(place => place == 0 ? 0.0 : place == count - 1 ? 2.0 : 1.0).ToArray(), shape),
                // A running variance is read below a root.
                _ when statistics.Contains(source.Name) => tensor(numbers, shape).abs().add(0.5),
                _ => tensor(numbers, shape).mul(0.5),
            }).to(ScalarType.Float64);
        }
    }
}
