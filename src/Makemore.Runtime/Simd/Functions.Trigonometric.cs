using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace Makemore.Runtime.Simd;

/// <content>Sine and cosine.</content>
public static partial class Functions
{
    /// <summary>
    /// The sine of an angle in radians, to 2 ulp while |x| is at most 100,000. Beyond 6,500,000 the result means nothing; of infinity it
    /// is NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sine(Vector512<float> x) => Wave(x, quarters: 0);

    /// <inheritdoc cref="Sine(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sine(float x) => Sine(Create(x)).ToScalar();

    /// <summary>The cosine of an angle in radians; as accurate as <see cref="Sine(Vector512{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cosine(Vector512<float> x) => Wave(x, quarters: 1);

    /// <inheritdoc cref="Cosine(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cosine(float x) => Cosine(Create(x)).ToScalar();

    // The sine of x and so many quarters of a circle.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Wave(Vector512<float> x, int quarters)
    {
        // x = n pi / 2 + r, with pi / 2 in three parts (Cody and Waite, 1980) and r from -pi / 4 to pi / 4.
        var rounded = FusedMultiplyAdd(x, Create(0.636619747f), Create(Rounder));
        var n = rounded - Create(Rounder);
        var r = FusedMultiplyAdd(n, Create(-1.57079637f), x);
        r = FusedMultiplyAdd(n, Create(4.37113883e-8f), r);
        r = FusedMultiplyAdd(n, Create(1.71512451e-15f), r);
        var square = r * r;

        var sine = Horner(Create(2.71810336e-6f), square, -0.0001983931f);
        sine = Horner(sine, square, 0.00833332911f);
        sine = Horner(sine, square, -0.166666672f);
        sine = FusedMultiplyAdd(sine * square, r, r);

        var cosine = Horner(Create(2.44329694e-5f), square, -0.00138873141f);
        cosine = Horner(cosine, square, 0.0416666456f);
        cosine = Horner(cosine, square, -0.5f);
        cosine = Horner(cosine, square, 1);

        // The quarter is in the lowest two bits: the first chooses the function, the second the sign.
        var quarter = rounded.AsInt32() + Create(quarters);
        var isSine = Vector512.Equals(quarter & Vector512<int>.One, Vector512<int>.Zero).AsSingle();
        var sign = ShiftLeft(quarter, 30).AsSingle() & Create(-0f);
        return ConditionalSelect(isSine, sine, cosine) ^ sign;
    }
}
