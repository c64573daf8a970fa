using System.Text.Json;
using System.Text.Json.Serialization;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Diagnostics;

/// <summary>The output of a nonlinearity over all examples and all places that hold a token, and the derivatives of the loss by it.</summary>
/// <param name="Name">Its path in the program, with the number of each repetition from 0: <c>blocks.1.feedForward.gelu</c>.</param>
/// <param name="Function">The nonlinearity.</param>
/// <param name="Units">The numbers that it has for each example and place.</param>
/// <param name="Values">The outputs.</param>
/// <param name="Saturation">
/// The share of outputs, from 0 to 1, where the function is flat and lets no gradient through: |tanh| above 0.97, a sigmoid as flat as
/// that (below 0.015 or above 0.985), a relu of 0. Null for a function without such a part.
/// </param>
/// <param name="DeadUnits">The units whose output is in that part for all examples and places; null where there is no such part.</param>
/// <param name="Gradient">The derivatives of the loss by the outputs.</param>
public sealed record LayerObservation(
    string Name,
    [property: JsonConverter(typeof(LayerObservation.FunctionWord))] ActivationFunction Function,
    int Units,
    Distribution Values,
    double? Saturation,
    int? DeadUnits,
    Distribution Gradient)
{
    // Lecture 3's limit of a saturated tanh.
    private const float FlatTanh = 0.97f;

    // tanh(x) = 2 sigmoid(2x) - 1, so that both have the same share of their slope left there: 6 %.
    private const float FlatSigmoid = (1 - FlatTanh) / 2;

    /// <summary>Observes a layer.</summary>
    /// <param name="name">Its path.</param>
    /// <param name="function">The nonlinearity.</param>
    /// <param name="units">The numbers of a row.</param>
    /// <param name="values">The outputs, (rows, units).</param>
    /// <param name="gradients">The derivatives of the loss by them, (rows, units).</param>
    internal static LayerObservation Of(
        string name, ActivationFunction function, int units, ReadOnlySpan<float> values, ReadOnlySpan<float> gradients)
    {
        var (saturation, dead) = FlatOf(function, units, values);
        var distribution = function switch
        {
            ActivationFunction.Tanh => Distribution.Of(values, -1, 1),
            ActivationFunction.Sigmoid => Distribution.Of(values, 0, 1),
            _ => Distribution.Of(values),
        };
        return new(name, function, units, distribution, saturation, dead, Distribution.Of(gradients));
    }

    private static (double? Share, int? DeadUnits) FlatOf(ActivationFunction function, int units, ReadOnlySpan<float> values)
    {
        if (function is not (ActivationFunction.Tanh or ActivationFunction.Sigmoid or ActivationFunction.Relu) || values.IsEmpty)
        {
            return (null, null);
        }

        var (flat, isAlive) = (0, new bool[units]);
        for (var place = 0; place < values.Length; place++)
        {
            if (IsFlat(function, values[place]))
            {
                flat++;
            }
            else
            {
                isAlive[place % units] = true;
            }
        }

        return (Distribution.Rounded((double)flat / values.Length), isAlive.Count(alive => !alive));
    }

    private static bool IsFlat(ActivationFunction function, float value) => function switch
    {
        ActivationFunction.Tanh => Math.Abs(value) > FlatTanh,
        ActivationFunction.Sigmoid => value is < FlatSigmoid or > 1 - FlatSigmoid,
        _ => value == 0,
    };

    /// <summary>Writes a nonlinearity as the word of the language.</summary>
    public sealed class FunctionWord() : JsonStringEnumConverter<ActivationFunction>(JsonNamingPolicy.CamelCase);
}
