using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace Makemore.Runtime.Simd;

/// <content>The functions that level off on both sides.</content>
public static partial class Functions
{
    // From here on the hyperbolic tangent is nearer to 1 than to any other float.
    private const float TanhIsOne = 9.011f;

    // Where the two formulas of the error function meet.
    private const float ErfBorder = 0.925f;

    /// <summary>The hyperbolic tangent, to 4 ulp of the result, around 0 too, and never beyond 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        // With m = e^(2 size) - 1 it is m / (m + 2), and nothing cancels: 2 size = n ln 2 + 2 r, m = 2^n (e^(2 r) - 1) + (2^n - 1).
        var size = Abs(x);
        var rounded = FusedMultiplyAdd(size, Create(2 * 1.44269502f), Create(Rounder));
        var n = rounded - Create(Rounder);
        var r = FusedMultiplyAdd(n, Create(-UpperLogOfTwo / 2), size);

        // e^(2 r) - 1, with r from -ln 2 / 4 to ln 2 / 4.
        var power = Horner(Create(0.0888479874f), r, 0.267729223f);
        power = Horner(power, r, 0.66667521f);
        power = Horner(power, r, 1.33332348f);
        power = Horner(power, r, 1.99999988f);
        power = Horner(power, r, 2);

        var scale = (ShiftLeft(rounded.AsInt32(), MantissaBits) + Create(1f).AsInt32()).AsSingle();
        var m = FusedMultiplyAdd(power * r, scale, scale - Vector512<float>.One);
        var tanh = ConditionalSelect(
            GreaterThan(size, Create(TanhIsOne)), Vector512<float>.One, m / (m + Create(2f)));
        return WithSign(tanh, x);
    }

    /// <inheritdoc cref="Tanh(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => Tanh(Create(x)).ToScalar();

    /// <summary>
    /// The logistic function 1 / (1 + e^-x), to 3 ulp; on the left e^x / (1 + e^x), where it is as accurate until it is 0 below -87.33.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        var power = ExpWithoutOverflow(-Abs(x));
        var numerator = ConditionalSelect(LessThan(x, Vector512<float>.Zero), power, Vector512<float>.One);
        return numerator / (Vector512<float>.One + power);
    }

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => Sigmoid(Create(x)).ToScalar();

    /// <summary>The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x, to 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        // x + x p(x^2) around 0. Terms are added in pairs (Estrin, 1960), since one after the other keeps the processor waiting.
        var square = x * x;
        var fourth = square * square;
        var p = Horner(Create(-0.000595375779f), square, 0.0049859439f);
        p = FusedMultiplyAdd(p, fourth, Horner(Create(-0.0267617218f), square, 0.112816826f));
        p = FusedMultiplyAdd(p, fourth, Horner(Create(-0.376124799f), square, 0.128379151f));
        var near = FusedMultiplyAdd(p, x, x);

        // 1 - e^(size q(size)) in the tails.
        var size = Abs(x);
        var q = Horner(Create(-1.12321222e-5f), size, 0.000322811393f);
        q = FusedMultiplyAdd(q, square, Horner(Create(-0.00364248781f), size, 0.0237621199f));
        q = FusedMultiplyAdd(q, square, Horner(Create(-0.106236942f), size, -0.635151267f));
        q = Horner(q, size, -1.12864852f);
        var far = WithSign(Vector512<float>.One - ExpWithoutOverflow(size * q), x);

        return ConditionalSelect(GreaterThan(size, Create(ErfBorder)), far, near);
    }

    /// <inheritdoc cref="Erf(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x) => Erf(Create(x)).ToScalar();
}
