using System.Runtime.Intrinsics;
using Makemore.Runtime.Simd;
using Xunit;

namespace Makemore.Runtime.Tests.Simd;

public sealed class FunctionsTests
{
    private const float SmallestNormal = 1.17549435e-38f;

    // The floats whose bits are so far apart: two million of them, or all with MAKEMORE_LONG_TESTS=1, which takes minutes.
    private static readonly uint Stride = Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1" ? 1u : 2039u;

    [Fact]
    public void An_exponential_is_right_to_one_ulp_and_no_denormal_number() =>
        AssertClose(Functions.Exp, x => WithoutDenormals(Math.Exp(x)), ulp: 1);

    [Fact]
    public void A_logarithm_is_right_to_one_ulp() => AssertClose(Functions.Log, Math.Log, ulp: 1);

    [Fact]
    public void A_hyperbolic_tangent_is_right_to_four_ulp() => AssertClose(Functions.Tanh, Math.Tanh, ulp: 4);

    [Fact]
    public void A_logistic_function_is_right_to_three_ulp_on_both_sides() =>
        AssertClose(Functions.Sigmoid, x => WithoutDenormals(1 / (1 + Math.Exp(-x))), ulp: 3);

    [Fact]
    public void An_error_function_is_right_to_two_ulp() => AssertClose(Functions.Erf, ReferenceErf.Of, ulp: 2);

    [Fact]
    public void A_sine_is_right_to_two_ulp_up_to_a_hundred_thousand() =>
        AssertClose(Functions.Sine, Math.Sin, ulp: 2, x => !(Math.Abs(x) > 1e5f));

    [Fact]
    public void A_cosine_is_right_to_two_ulp_up_to_a_hundred_thousand() =>
        AssertClose(Functions.Cosine, Math.Cos, ulp: 2, x => !(Math.Abs(x) > 1e5f));

    [Fact]
    public void A_hyperbolic_tangent_is_never_beyond_one()
    {
        for (var x = 7f; x < 9.1f; x = MathF.BitIncrement(x))
        {
            Assert.InRange(Functions.Tanh(x), 0.99999f, 1);
        }
    }

    [Fact]
    public void The_ends_of_the_numbers_have_their_limits()
    {
        var (infinity, nan) = (float.PositiveInfinity, float.NaN);
        Assert.Equal([infinity, 0, 1, nan], Each(Functions.Exp, infinity, -infinity, 0, nan));
        Assert.Equal([infinity, -infinity, nan, nan, nan], Each(Functions.Log, infinity, 0, -1, -infinity, nan));
        Assert.Equal([1, -1, 0, nan], Each(Functions.Tanh, infinity, -infinity, 0, nan));
        Assert.Equal([1, 0, 0.5f, nan], Each(Functions.Sigmoid, infinity, -infinity, 0, nan));
        Assert.Equal([1, -1, 0, nan], Each(Functions.Erf, infinity, -infinity, 0, nan));
        Assert.Equal([nan, nan, 0, nan], Each(Functions.Sine, infinity, -infinity, 0, nan));
        Assert.Equal([nan, nan, 1, nan], Each(Functions.Cosine, infinity, -infinity, 0, nan));
        Assert.Equal([infinity, 3, nan], Each(Functions.SquareRoot, infinity, 9, -1));
        Assert.Equal([infinity, 2, nan], Each(Functions.Absolute, -infinity, -2, nan));
    }

    [Fact]
    public void Every_payload_of_a_NaN_stays_a_NaN() =>
        Assert.All(new uint[] { 0x7f800001, 0x7fffffff, 0xff800001, 0xffc00123 }, bits =>
        {
            var x = BitConverter.UInt32BitsToSingle(bits);
            float[] results =
                [Functions.Exp(x), Functions.Log(x), Functions.Tanh(x), Functions.Sigmoid(x), Functions.Erf(x), Functions.Sine(x)];
            Assert.All(results, result => Assert.True(float.IsNaN(result)));
        });

    [Fact]
    public void The_larger_of_two_is_NaN_where_one_is()
    {
        var a = Vector512.Create(1f, 2, float.NaN, 1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        var b = Vector512.Create(2f, 1, 1, float.NaN, float.NegativeInfinity, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Assert.Equal([2, 2, float.NaN, float.NaN, -1], Lanes(Functions.Maximum(a, b))[..5]);
        Assert.Equal(float.NaN, Functions.Largest(a));
        Assert.Equal(15, Functions.Largest(Functions.Indices));
        Assert.Equal(0, Functions.Largest(-Functions.Indices));
    }

    [Fact]
    public void A_comparison_is_one_or_zero_and_selects()
    {
        var limit = Vector512.Create(2f);
        var less = Functions.Less(Functions.Indices, limit);
        Assert.Equal([1, 1, 0, 0], Lanes(less)[..4]);
        Assert.Equal([0, 0, 1, 0], Lanes(Functions.Equal(Functions.Indices, limit))[..4]);
        Assert.Equal([0, 1, 2, 2], Lanes(Functions.Select(less, Functions.Indices, limit))[..4]);
        Assert.Equal(0, Functions.Less(Vector512.Create(float.NaN), limit)[0]);
        Assert.Equal(2, Functions.Select(Vector512.Create(-0f), Vector512.Create(1f), limit)[0]);
    }

    [Fact]
    public void Lanes_behind_a_count_are_replaced()
    {
        var nan = Vector512.Create(float.NaN);
        for (var count = -1; count <= 20; count++)
        {
            var kept = Math.Clamp(count, 0, 16);
            float[] expected = [.. Enumerable.Repeat(float.NaN, kept), .. Enumerable.Repeat(0f, 16 - kept)];
            Assert.Equal(expected, Lanes(Functions.Keep(nan, count)));
            float[] others = [.. Enumerable.Range(0, kept), .. Enumerable.Repeat(-7f, 16 - kept)];
            Assert.Equal(others, Lanes(Functions.KeepOr(Functions.Indices, count, -7)));
        }
    }

    [Fact]
    public void A_sum_adds_halves()
    {
        var values = Enumerable.Range(0, 16).Select(lane => 1 / (lane + 3f)).ToArray();
        var halves = values;
        while (halves.Length > 1)
        {
            var count = halves.Length / 2;
            halves = [.. halves[..count].Zip(halves[count..], (a, b) => a + b)];
        }

        Assert.Equal(halves[0], Functions.Sum(Vector512.Create<float>(values)));
    }

    private static double WithoutDenormals(double value) => value < SmallestNormal ? 0 : value;

    private static float[] Each(Func<float, float> function, params float[] values) => [.. values.Select(function)];

    private static float[] Lanes(Vector512<float> vector) => [.. Enumerable.Range(0, Floats.Lanes).Select(lane => vector[lane])];

    private static void AssertClose(
        Func<Vector512<float>, Vector512<float>> function, Func<double, double> reference, double ulp, Predicate<float>? where = null)
    {
        var (worst, at) = (0.0, 0f);
        var inputs = new float[Floats.Lanes];
        for (ulong bits = 0; bits <= uint.MaxValue; bits += Stride * (ulong)Floats.Lanes)
        {
            for (var lane = 0; lane < Floats.Lanes; lane++)
            {
                inputs[lane] = BitConverter.UInt32BitsToSingle((uint)(bits + ((ulong)lane * Stride)));
            }

            var results = function(Vector512.Create<float>(inputs));
            for (var lane = 0; lane < Floats.Lanes; lane++)
            {
                var distance = where?.Invoke(inputs[lane]) == false ? 0 : Ulps(reference(inputs[lane]), results[lane]);
                (worst, at) = distance > worst ? (distance, inputs[lane]) : (worst, at);
            }
        }

        Assert.True(worst <= ulp, $"{worst} ulp at {at:R}");
    }

    // The distance in steps between floats of the expected size; a NaN or an infinity is only right where it is expected.
    private static double Ulps(double expected, float actual)
    {
        if (double.IsNaN(expected) || float.IsNaN(actual))
        {
            return double.IsNaN(expected) && float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        if (float.IsInfinity((float)expected) || float.IsInfinity(actual))
        {
            return (float)expected == actual ? 0 : double.PositiveInfinity;
        }

        var exponent = expected == 0 ? -126 : Math.Max(Math.ILogB(expected), -126);
        return Math.Abs(actual - expected) / Math.ScaleB(1, exponent - 23);
    }
}
