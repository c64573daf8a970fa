using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Makemore.Runtime.Diagnostics;

/// <summary>A parameter with two dimensions or more, its gradient, and how far a step has moved it.</summary>
/// <param name="Name">Its name in the saved model.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Mean">The mean of its numbers before the step.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="Gradient">The derivatives of the loss by it, with those of penalties, before they are clipped.</param>
/// <param name="Update">
/// The logarithm to base 10 of the deviation of what the step has added, whatever the optimizer, over <paramref name="Deviation"/>;
/// null where one of them is 0.
/// </param>
public sealed record ParameterObservation(
    string Name, ImmutableArray<long> Shape, double Mean, double Deviation, Distribution Gradient, double? Update)
{
    /// <summary>The deviation of the gradient over that of the numbers; null where these are all the same.</summary>
    [JsonIgnore]
    public double? GradientToData => Deviation > 0 ? Gradient.Deviation / Deviation : null;

    /// <summary>Observes a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="before">Its numbers before the step.</param>
    /// <param name="after">Those after it.</param>
    /// <param name="gradients">The derivatives by them.</param>
    internal static ParameterObservation Of(
        string name, ImmutableArray<long> shape, ReadOnlySpan<float> before, ReadOnlySpan<float> after, ReadOnlySpan<float> gradients)
    {
        var changes = new float[before.Length];
        for (var place = 0; place < changes.Length; place++)
        {
            changes[place] = after[place] - before[place];
        }

        var (mean, deviation) = Distribution.MomentsOf(before);
        var change = Distribution.MomentsOf(changes).Deviation;
        double? update = change > 0 && deviation > 0 ? Distribution.Rounded(Math.Log10(change / deviation)) : null;
        return new(name, shape, Distribution.Rounded(mean), Distribution.Rounded(deviation), Distribution.Of(gradients), update);
    }
}
