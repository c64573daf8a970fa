using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Makemore.Runtime.Specs;
using static System.Runtime.Intrinsics.Vector512;

namespace Makemore.Runtime.Simd;

/// <content>
/// The activations that a word chooses. They take the steps that the compiler writes where a program has the function itself, so that
/// both come to the same bits; only where something else reads x too, its derivatives are added in another order. The processor
/// foresees which activation it is, since it is the same all along.
/// </content>
public static partial class Functions
{
    private const float RootOfHalf = 0.707106769f;

    /// <summary>
    /// What an activation and its derivative are both made of: tanh x, x of <c>relu</c>, erf(x / sqrt 2) of <c>gelu</c>, the sigmoid of
    /// x, e^-|x| of <c>softplus</c>.
    /// </summary>
    /// <param name="function">The activation.</param>
    /// <param name="x">What it is computed of.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ActivationCore(ActivationFunction function, Vector512<float> x) => function switch
    {
        ActivationFunction.Tanh => Tanh(x),
        ActivationFunction.Relu => x,
        ActivationFunction.Gelu => Erf(x * RootOfHalf),
        ActivationFunction.Silu or ActivationFunction.Sigmoid => Sigmoid(x),
        _ => Exp(-Abs(x)),
    };

    /// <inheritdoc cref="ActivationCore(ActivationFunction, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ActivationCore(ActivationFunction function, float x) => ActivationCore(function, Create(x)).ToScalar();

    /// <summary>The activation that a word has chosen.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="x">What it is computed of.</param>
    /// <param name="core">Its <see cref="ActivationCore(ActivationFunction, Vector512{float})"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Activate(ActivationFunction function, Vector512<float> x, Vector512<float> core) => function switch
    {
        ActivationFunction.Tanh or ActivationFunction.Sigmoid => core,
        ActivationFunction.Relu => Maximum(x, Vector512<float>.Zero),
        ActivationFunction.Gelu => x * (core + Vector512<float>.One) * 0.5f,
        ActivationFunction.Silu => x * core,
        _ => Maximum(x, Vector512<float>.Zero) + Log(core + Vector512<float>.One),
    };

    /// <inheritdoc cref="Activate(ActivationFunction, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Activate(ActivationFunction function, float x, float core) => Activate(function, Create(x), Create(core)).ToScalar();

    /// <summary>The derivative of a loss by what an activation was computed of.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="x">What it was computed of.</param>
    /// <param name="core">Its <see cref="ActivationCore(ActivationFunction, Vector512{float})"/>.</param>
    /// <param name="gradient">The derivative of the loss by the activation.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ActivationGradient(ActivationFunction function, Vector512<float> x, Vector512<float> core, Vector512<float> gradient)
    {
        var one = Vector512<float>.One;
        switch (function)
        {
            case ActivationFunction.Tanh:
                return gradient * (one - (core * core));
            case ActivationFunction.Relu:
                return OfPositivePart(x, gradient);
            case ActivationFunction.Gelu:
                // The density of the normal distribution, but for a factor.
                var (half, scaled) = (gradient * 0.5f, x * RootOfHalf);
                var density = Exp(-(scaled * scaled)) * 1.12837923f;
                return (half * (core + one)) + (half * x * density * RootOfHalf);
            case ActivationFunction.Silu:
                return (gradient * core) + (gradient * x * (core * (one - core)));
            case ActivationFunction.Sigmoid:
                return gradient * (core * (one - core));
            default:
                var sign = Less(Vector512<float>.Zero, x) - Less(x, Vector512<float>.Zero);
                return (-(gradient * (one / (core + one)) * core) * sign) + OfPositivePart(x, gradient);
        }
    }

    /// <inheritdoc cref="ActivationGradient(ActivationFunction, Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ActivationGradient(ActivationFunction function, float x, float core, float gradient) =>
        ActivationGradient(function, Create(x), Create(core), Create(gradient)).ToScalar();

    // The derivative by x of max(x, 0), which is flat at 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> OfPositivePart(Vector512<float> x, Vector512<float> gradient) =>
        gradient - (gradient * Maximum(Less(x, Vector512<float>.Zero), Equal(x, Vector512<float>.Zero)));
}
