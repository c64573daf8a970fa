using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace Makemore.Runtime.Simd;

/// <summary>
/// The functions of one number, for sixteen at once and for one, which gets the bits that a lane gets. They are made of operations
/// that round the same on every processor, so that a network computes the same everywhere; only the sign and the payload of a NaN are
/// the machine's. The coefficients are minimax fits to the ranges that stand beside them. An ulp is the distance to the next float.
/// </summary>
public static partial class Functions
{
    // A float behind its exponent's lowest bit.
    private const int MantissaBits = 23;
    private const float SmallestNormal = 1.17549435e-38f;

    // Added to a number below 2^22 it leaves the nearest integer in the lowest bits of the sum, ties to even.
    private const float Rounder = 12582912;

    /// <summary>The numbers of the lanes: 0 to 15.</summary>
    public static Vector512<float> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    /// <summary>The root, correctly rounded; NaN below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SquareRoot(Vector512<float> x) => Sqrt(x);

    /// <inheritdoc cref="SquareRoot(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SquareRoot(float x) => MathF.Sqrt(x);

    /// <summary>The number without its sign, exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Absolute(Vector512<float> x) => Abs(x);

    /// <inheritdoc cref="Absolute(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Absolute(float x) => MathF.Abs(x);

    /// <summary>The larger of two; NaN where one is, as libtorch has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Maximum(Vector512<float> a, Vector512<float> b) =>
        ConditionalSelect(GreaterThan(a, b), a, ConditionalSelect(Vector512.Equals(a, a), b, a));

    /// <summary>1 where the first is smaller, else 0; 0 beside a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Less(Vector512<float> a, Vector512<float> b) =>
        ConditionalSelect(LessThan(a, b), Vector512<float>.One, Vector512<float>.Zero);

    /// <summary>1 where both are the same number, else 0; 0 beside a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Equal(Vector512<float> a, Vector512<float> b) =>
        ConditionalSelect(Vector512.Equals(a, b), Vector512<float>.One, Vector512<float>.Zero);

    /// <summary>The second where the condition is not 0, else the third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Select(Vector512<float> condition, Vector512<float> then, Vector512<float> otherwise) =>
        ConditionalSelect(Vector512.Equals(condition, Vector512<float>.Zero), otherwise, then);

    /// <summary>The first lanes, and 0 in those at <paramref name="count"/> and behind; all from sixteen on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Keep(Vector512<float> values, int count) =>
        ConditionalSelect(Before(count), values, Vector512<float>.Zero);

    /// <summary>The first lanes, and another number in those at <paramref name="count"/> and behind; all from sixteen on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> KeepOr(Vector512<float> values, int count, float other) =>
        ConditionalSelect(Before(count), values, Create(other));

    /// <summary>The sum of the lanes: those of a half are added to those of the other half, until one is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> values)
    {
        var eight = values.GetLower() + values.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>The largest of the lanes; NaN where one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector512<float> values)
    {
        var eight = Larger(values.GetLower(), values.GetUpper());
        var four = Larger(eight.GetLower(), eight.GetUpper());
        var two = Larger(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Larger(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Larger(Vector256<float> a, Vector256<float> b) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(a, b) | ~Vector256.Equals(a, a), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(a, b) | ~Vector128.Equals(a, a), a, b);

    // All bits of the lanes before a count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Before(int count) => LessThan(Vector512<int>.Indices, Create(count)).AsSingle();

    // A step of Horner's rule.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Horner(Vector512<float> sum, Vector512<float> x, float coefficient) =>
        FusedMultiplyAdd(sum, x, Create(coefficient));

    // The sign of one number on another that has none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> WithSign(Vector512<float> size, Vector512<float> signed) =>
        size | (signed & Create(-0f));
}
