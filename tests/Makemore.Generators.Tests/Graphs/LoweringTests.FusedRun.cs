using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;
using Makemore.Generators.Tests.Language;
using Makemore.Runtime.Numerics;
using Makemore.Torch;
using static TorchSharp.torch;
using ActivationFunction = Makemore.Runtime.Specs.ActivationFunction;
using Tensor = TorchSharp.torch.Tensor;

namespace Makemore.Generators.Tests.Graphs;

/// <content>What is compared.</content>
public sealed partial class LoweringTests
{
    /// <summary>A generated network with random parameters, run once; the lowered one reads the same tensors.</summary>
    private sealed class FusedRun : IDisposable
    {
        private readonly IDisposable scope = NewDisposeScope();
        private readonly ScalarType before = get_default_dtype();
        private readonly TorchGenerator masks;
        private readonly Dictionary<string, Tensor> buffers;
        private readonly Tensor tokens;

        private readonly Dictionary<string, string> words;

        public FusedRun(string name, bool isTraining, ActivationFunction? activation = null)
        {
            set_default_dtype(ScalarType.Float64);
            var experiment = Experiments.Value[name];
            Graph = ModelText.GraphOfSpec(Specs[name], ("bigram.yaml", Specs["makemore/bigram"]));
            var generator = new TorchGenerator(7);
            var hyperparameters = activation is { } function
                ? experiment.DefaultHyperparameters.With("activation", function) : experiment.DefaultHyperparameters;
            words = hyperparameters.List().ToDictionary(one => one.Name, one => one.Text);
            var context = experiment.Spec.Context;
            // Generated classes have their own type of hyperparameters.
            Network = (TorchNetwork)experiment.GetType().GetMethods().Single(method =>
                method.Name == "CreateNetwork" && method.GetParameters().Length == 4)
                .Invoke(experiment, [hyperparameters, context, VocabularySize, generator])!;
            using (no_grad())
            {
                foreach (var parameter in Network.Parameters)
                {
                    parameter.Tensor.copy_(Drawn(generator, parameter.Tensor.shape));
                }

                foreach (var (_, buffer) in Network.Buffers)
                {
                    buffer.copy_(Drawn(generator, buffer.shape).abs().add(0.5));
                }
            }

            buffers = Network.Buffers.ToDictionary(buffer => buffer.Name, buffer => buffer.Tensor.clone());
            // Sequences may be shorter than the context.
            Time = Graph.IsWindowed ? context : Math.Max(2, context - 1);
            tokens = Ids(generator, [BatchSize, Time]);
            Targets = Ids(generator, Graph.IsWindowed ? [BatchSize] : [BatchSize, Time]);
            if (!Graph.IsWindowed)
            {
                Targets[0, Time - 1] = -1;
            }

            masks = generator.Clone();
            Network.IsTraining = isTraining;
            Network.DropoutShare = 0.3;
            Logits = Network.Forward(tokens);
        }

        public ModelGraph Graph { get; }

        public TorchNetwork Network { get; }

        public long Time { get; }

        public Tensor Targets { get; }

        public Tensor Logits { get; }

        public IReadOnlyList<Tensor> Interpret(PrimitiveGraph graph, Dictionary<string, Tensor>? probes = null) => new PrimitiveInterpreter(
            source => source.Kind switch
            {
                SourceKind.Tokens => tokens.to(ScalarType.Float64),
                SourceKind.Targets => Targets.to(ScalarType.Float64),
                SourceKind.Weights => Targets.ge(0).to(ScalarType.Float64),
                SourceKind.Mask => ones([BatchSize, Time], ScalarType.Float64),
                SourceKind.Probe => Probe(source, probes!),
                _ => Stacked(source.Name),
            },
            Settings.SetItem("time", Time), masks.Clone(), words).Run(graph);

        /// <summary>The part of a stacked tensor that has a name with an index for each star.</summary>
        public Tensor Pick(IReadOnlyDictionary<string, Tensor> stacked, string name)
        {
            var parts = name.Split('.');
            var whole = stacked[string.Join('.', parts.Select(part => char.IsAsciiDigit(part[0]) ? "*" : part))];
            return parts.Where(part => char.IsAsciiDigit(part[0])).Aggregate(
                whole, (tensor, part) => tensor.select(0, int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)));
        }

        public void Dispose()
        {
            Network.Dispose();
            scope.Dispose();
            set_default_dtype(before);
        }

        // Zeros that the results are differentiated by, to be found in the order of results.
        private Tensor Probe(Source source, Dictionary<string, Tensor> probes)
        {
            var sizes = new SymbolValues(Settings.SetItem("time", Time));
            var usual = zeros(
                sizes.Shape(PrimitiveInterpreter.Usual(source.Axes)), ScalarType.Float64, requires_grad: true);
            probes.Add(source.Name, usual);
            return PrimitiveInterpreter.FromUsualOrder(usual, source.Axes);
        }

        private Tensor Stacked(string name)
        {
            var star = name.IndexOf('*', StringComparison.Ordinal);
            if (star < 0)
            {
                return buffers.TryGetValue(name, out var buffer) ? buffer
                    : Network.Parameters.Single(parameter => parameter.Name == name).Tensor;
            }

            var all = Network.Parameters.Select(parameter => parameter.Name).Concat(buffers.Keys).ToList();
            var layers = new List<Tensor>();
            for (var i = 0; all.Any(other => other.StartsWith($"{name[..star]}{i}.", StringComparison.Ordinal)); i++)
            {
                layers.Add(Stacked($"{name[..star]}{i}{name[(star + 1)..]}"));
            }

            return stack([.. layers], 0);
        }

        private static Tensor Ids(TorchGenerator generator, long[] shape)
        {
            var ids = new long[shape.Aggregate(1L, (product, size) => product * size)];
            generator.FillIntegers(ids, VocabularySize);
            return tensor(ids, shape);
        }
    }
}
