using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace Makemore.Runtime.Simd.Optimizers;

/// <summary>
/// Shortens gradients that are too long together (Pascanu et al., 2013, arXiv:1211.5063), as PyTorch's <c>clip_grad_norm_</c> does:
/// each is multiplied by <c>min(1, most / (norm + 1e-6))</c>, with the norm over all of them.
/// </summary>
internal static class GradientNorm
{
    /// <summary>What the gradients are to be multiplied by.</summary>
    /// <param name="parameters">Whose gradients.</param>
    /// <param name="gradients">The gradients, at the places of their parameters.</param>
    /// <param name="most">The greatest norm; 0 is none.</param>
    public static float Scale(ImmutableArray<SimdParameter> parameters, Floats gradients, double most)
    {
        if (most == 0)
        {
            return 1;
        }

        var factor = most / (Norm(parameters, gradients) + 1e-6);
        return factor < 1 ? (float)factor : 1;
    }

    // Squares are summed in double precision, lane by lane and the lanes in their order, so that the sum is the same everywhere.
    private static double Norm(ImmutableArray<SimdParameter> parameters, Floats gradients)
    {
        var lower = Vector512<double>.Zero;
        var upper = Vector512<double>.Zero;
        foreach (var parameter in parameters)
        {
            var values = gradients.From(parameter.Place);
            for (var i = 0; i < parameter.Count; i += Floats.Lanes)
            {
                var (first, last) = Vector512.Widen(Functions.Keep(values.Load(i), parameter.Count - i));
                lower += first * first;
                upper += last * last;
            }
        }

        var (lanes, sum) = (lower + upper, 0.0);
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            sum += lanes[lane];
        }

        return Math.Sqrt(sum);
    }
}
