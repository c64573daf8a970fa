using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Makemore.Runtime.Simd;

/// <summary>The vectors of one width, for a kernel that is written once and compiled for each.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>The numbers of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>How many vectors a row of a block has, so that six such rows stay in registers.</summary>
    static abstract int Vectors { get; }

    /// <summary>A vector from memory.</summary>
    static abstract TVector Load(float* from);

    /// <summary>One number in all lanes.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>a * b + sum, rounded once.</summary>
    static abstract TVector FusedMultiplyAdd(TVector a, TVector b, TVector sum);

    /// <summary>Writes a vector.</summary>
    static abstract void Store(float* to, TVector values);

    /// <summary>Writes the first lanes of a vector, fewer than it has.</summary>
    static abstract void Store(float* to, TVector values, int count);
}

/// <summary>Sixteen numbers: AVX-512.</summary>
internal readonly unsafe struct SixteenLanes : ILanes<Vector512<float>>
{
    /// <inheritdoc/>
    public static int Count => Vector512<float>.Count;

    /// <inheritdoc/>
    public static int Vectors => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from) => Vector512.Load(from);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FusedMultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(a, b, sum);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector512<float> values) => values.Store(to);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector512<float> values, int count) => Partly.Store(to, values, count);
}

/// <summary>Eight numbers: AVX2, with registers for two vectors in each of six rows.</summary>
internal readonly unsafe struct EightLanes : ILanes<Vector256<float>>
{
    /// <inheritdoc/>
    public static int Count => Vector256<float>.Count;

    /// <inheritdoc/>
    public static int Vectors => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* from) => Vector256.Load(from);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FusedMultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(a, b, sum);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector256<float> values) => values.Store(to);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector256<float> values, int count) => Partly.Store(to, values, count);
}

/// <summary>Four numbers: Arm, with registers as many as AVX-512 has.</summary>
internal readonly unsafe struct FourLanes : ILanes<Vector128<float>>
{
    /// <inheritdoc/>
    public static int Count => Vector128<float>.Count;

    /// <inheritdoc/>
    public static int Vectors => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* from) => Vector128.Load(from);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FusedMultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> sum) =>
        Vector128.FusedMultiplyAdd(a, b, sum);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector128<float> values) => values.Store(to);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector128<float> values, int count) => Partly.Store(to, values, count);
}

/// <summary>Writes the first lanes of vectors and leaves the memory behind alone.</summary>
internal static unsafe class Partly
{
    /// <summary>Writes so many of sixteen lanes, fewer than all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector512<float> values, int count)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore(to, Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle(), values);
            return;
        }

        var rest = values.GetLower();
        if ((count & Vector256<float>.Count) != 0)
        {
            rest.Store(to);
            to += Vector256<float>.Count;
            rest = values.GetUpper();
        }

        Store(to, rest, count & (Vector256<float>.Count - 1));
    }

    /// <summary>Writes so many of eight lanes, fewer than all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector256<float> values, int count)
    {
        if (Avx.IsSupported)
        {
            Avx.MaskStore(to, Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle(), values);
            return;
        }

        var rest = values.GetLower();
        if ((count & Vector128<float>.Count) != 0)
        {
            rest.Store(to);
            to += Vector128<float>.Count;
            rest = values.GetUpper();
        }

        Store(to, rest, count & (Vector128<float>.Count - 1));
    }

    /// <summary>Writes so many of four lanes, fewer than all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector128<float> values, int count)
    {
        for (var lane = 0; lane < count; lane++)
        {
            to[lane] = values[lane];
        }
    }
}
