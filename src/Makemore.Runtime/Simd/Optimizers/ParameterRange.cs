using System.Collections.Immutable;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Simd.Optimizers;

/// <summary>Parameters that lie behind one another and decay alike, so that one loop changes all of them.</summary>
/// <param name="Place">Where they begin, in numbers from the start of all parameters.</param>
/// <param name="Count">The numbers, those in gaps between tensors included.</param>
/// <param name="Decay">The factor of the weight decay; 0 is none.</param>
internal readonly record struct ParameterRange(nint Place, int Count, double Decay)
{
    private nint End => Place + Count;

    /// <summary>The ranges of a network's parameters, in the order of their places.</summary>
    public static ImmutableArray<ParameterRange> Of(RegularizationSpec spec, IEnumerable<SimdParameter> parameters)
    {
        List<ParameterRange> ranges = [];
        foreach (var parameter in parameters.OrderBy(parameter => parameter.Place))
        {
            var decay = spec.WeightDecayScope == DecayScope.All || parameter.IsWeight ? spec.WeightDecay : 0;
            ParameterRange range = new(parameter.Place, parameter.Count, decay);
            if (ranges is [.., var last] && last.Precedes(range))
            {
                ranges[^1] = last with { Count = (int)(range.End - last.Place) };
            }
            else
            {
                ranges.Add(range);
            }
        }

        return [.. ranges];
    }

    // A gap of less than a vector is what fills a tensor up; its numbers mean nothing.
    private bool Precedes(ParameterRange next) =>
        next.Decay == Decay && next.Place - End < Floats.Lanes && next.End - Place <= int.MaxValue;
}
