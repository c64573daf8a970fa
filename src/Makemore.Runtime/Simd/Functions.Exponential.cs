using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace Makemore.Runtime.Simd;

/// <content>The exponential function and the logarithm.</content>
public static partial class Functions
{
    // ln 2 in two parts, for the reduction of Cody and Waite (1980): the upper times an integer is exact in a fused multiply-add.
    private const float UpperLogOfTwo = 0.693147182f;
    private const float LowerLogOfTwo = -1.90465421e-9f;

    private const float LogOfLargest = 88.7228317f;
    private const float LogOfSmallestNormal = -87.3365402f;

    /// <summary>
    /// e to the power of x, to 1 ulp. Above 88.7228 it is infinite. A result below 2^-126 is 0 and no denormal number, on which
    /// processors are slow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) =>
        ConditionalSelect(GreaterThan(x, Create(LogOfLargest)), Create(float.PositiveInfinity), ExpWithoutOverflow(x));

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => Exp(Create(x)).ToScalar();

    /// <summary>
    /// The natural logarithm, to 1 ulp, of denormal numbers too; minus infinity at 0 and NaN below.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        // x = 2^exponent * (1 + f), with 1 + f from the root of 1/2 to that of 2.
        // A denormal number is made a normal one first, and the exponent of its scale taken off again.
        var scale = ConditionalSelect(LessThan(x, Create(SmallestNormal)), Create(8388608f), Vector512<float>.One);
        var bits = (x * scale).AsInt32();
        var exponentBits = bits - Create(0x3f3504f3);
        var unscaled = exponentBits - (scale.AsInt32() - Create(1f).AsInt32());
        var exponent = ConvertToSingle(ShiftRightArithmetic(unscaled, MantissaBits));
        var f = (bits - (exponentBits & Create(-1 << MantissaBits))).AsSingle() - Vector512<float>.One;

        // log(1 + f) = f + f^2 * q(f). The terms are added in pairs (Estrin, 1960), since one after the other keeps the processor waiting.
        var square = f * f;
        var fourth = square * square;
        var q = Horner(Create(0.0710525289f), f, -0.119630456f);
        q = FusedMultiplyAdd(q, square, Horner(Create(0.118868373f), f, -0.12358842f));
        q = FusedMultiplyAdd(q, square, Horner(Create(0.142133713f), f, -0.166703537f));
        var first = Horner(Create(0.333333075f), f, -0.5f);
        first = FusedMultiplyAdd(Horner(Create(0.200025141f), f, -0.249999732f), square, first);
        q = FusedMultiplyAdd(q, fourth, first);
        var rest = FusedMultiplyAdd(square, q, exponent * Create(LowerLogOfTwo));
        var result = FusedMultiplyAdd(exponent, Create(UpperLogOfTwo), f + rest);

        // Infinity and NaN are their own logarithms.
        result = ConditionalSelect(LessThan(x, Create(float.PositiveInfinity)), result, x);
        result = ConditionalSelect(LessThan(x, Vector512<float>.Zero), Create(float.NaN), result);
        return ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero), Create(float.NegativeInfinity), result);
    }

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => Log(Create(x)).ToScalar();

    // e to the power of what is below 88.7228.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpWithoutOverflow(Vector512<float> x)
    {
        // x = n ln 2 + r, with r from -ln 2 / 2 to ln 2 / 2.
        var rounded = FusedMultiplyAdd(x, Create(1.44269502f), Create(Rounder));
        var n = rounded - Create(Rounder);
        var r = FusedMultiplyAdd(n, Create(-UpperLogOfTwo), x);
        r = FusedMultiplyAdd(n, Create(-LowerLogOfTwo), r);

        var power = Horner(Create(0.00138145429f), r, 0.0083687352f);
        power = Horner(power, r, 0.041668389f);
        power = Horner(power, r, 0.166665211f);
        power = Horner(power, r, 0.49999994f);
        power = Horner(power, r, 1);
        power = Horner(power, r, 1);

        // n is added to the exponent.
        var result = (power.AsInt32() + ShiftLeft(rounded.AsInt32(), MantissaBits)).AsSingle();
        result = ConditionalSelect(LessThan(x, Create(LogOfSmallestNormal)), Vector512<float>.Zero, result);
        return ConditionalSelect(Vector512.Equals(x, x), result, x);
    }
}
