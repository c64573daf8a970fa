using System.Collections.Immutable;
using System.Globalization;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Models;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>Looks into a network on one thread, so that what it sees does not depend on their number.</summary>
/// <param name="network">The network; it stays its owner's.</param>
internal sealed class SimdObserver(SimdNetwork network)
{
    // Of a batch with more tokens the first examples are looked at, so that what is computed fits into memory.
    private const int MostTokens = 1 << 14;

    private SimdParameters Parameters => network.Parameters;

    /// <summary>Takes a step of training and looks at what there is before it, and at what it changes.</summary>
    /// <param name="batch">The batch of the step.</param>
    /// <param name="step">Takes it.</param>
    public ObservedStep Observe(Batch batch, Func<StepLoss> step)
    {
        // Dropout draws the masks of the step, and then the step draws them once more.
        var generator = Parameters.Generator.Save();
        var layers = Layers(batch).ToImmutableArray();
        Parameters.Generator.Load(generator);
        List<float[]> before = [.. Matrices.Select(parameter => Parameters.Values.From(parameter.Place).Span(parameter.Count).ToArray())];
        var loss = step();
        return new(loss, layers, [.. Matrices.Zip(before, (parameter, old) => ParameterObservation.Of(
            parameter.Name, parameter.Shape, old, Parameters.Values.From(parameter.Place).Span(parameter.Count),
            Parameters.Gradients.From(parameter.Place).Span(parameter.Count)))]);
    }

    // Biases and gains are too few to be spread.
    private IEnumerable<Optimizers.SimdParameter> Matrices => Parameters.Trained.Where(parameter => parameter.Shape.Length >= 2);

    private IEnumerable<LayerObservation> Layers(Batch batch)
    {
        var examples = Math.Clamp(MostTokens / Math.Max(1, batch.Length), 1, batch.Size);
        var targets = batch.Targets[..(batch.Targets.Length / batch.Size * examples)];
        var watched = network.Observe(batch.Inputs.AsSpan(0, examples * batch.Length), targets, examples, batch.Length);
        return watched.SelectMany(tensor => LayersOf(tensor, network.IsWindowed ? null : targets));
    }

    // Layer by layer, without the places that hold no token.
    private static IEnumerable<LayerObservation> LayersOf(WatchedTensor tensor, long[]? targets)
    {
        var rows = tensor.Batch * tensor.Time;
        var isMasked = targets is not null && targets.Length == rows;
        int[] kept = [.. Enumerable.Range(0, rows).Where(row => !isMasked || targets![row] >= 0)];
        var layers = tensor.Layers.Aggregate(1, (product, size) => product * size);
        for (var layer = 0; layer < layers; layer++)
        {
            yield return LayerObservation.Of(
                NameOf(tensor, layer), tensor.Function, tensor.Units, Rows(tensor.Values, layer), Rows(tensor.Gradients, layer));
        }

        float[] Rows(Floats numbers, int layer)
        {
            var gathered = new float[kept.Length * tensor.Units];
            for (var row = 0; row < kept.Length; row++)
            {
                numbers.From((nint)tensor.Units * (((nint)layer * rows) + kept[row])).Span(tensor.Units)
                    .CopyTo(gathered.AsSpan(row * tensor.Units));
            }

            return gathered;
        }
    }

    // The numbers of the repetitions in the places of their stars.
    private static string NameOf(WatchedTensor tensor, int layer)
    {
        var name = tensor.Path;
        foreach (var size in tensor.Layers.Reverse())
        {
            var star = name.LastIndexOf('*');
            name = $"{name[..star]}{(layer % size).ToString(CultureInfo.InvariantCulture)}{name[(star + 1)..]}";
            layer /= size;
        }

        return name;
    }
}
