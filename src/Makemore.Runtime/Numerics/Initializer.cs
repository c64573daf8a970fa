namespace Makemore.Runtime.Numerics;

/// <summary>Where the first values of a parameter come from; the same draws for every backend.</summary>
public abstract record Initializer
{
    /// <summary>Zeros; draws nothing.</summary>
    public static Initializer Zeros { get; } = new Constant(0);

    /// <summary>Ones; draws nothing.</summary>
    public static Initializer Ones { get; } = new Constant(1);

    /// <summary>Normal with standard deviation <paramref name="scale"/>: <c>randn * scale</c>; a scale of 0 still draws.</summary>
    public static Initializer Normal(double scale = 1) => new Gaussian(scale);

    /// <summary>
    /// <c>randn * gain / sqrt(fan-in)</c>, where the fan-in is the first dimension (He et al., 2015, arXiv:1502.01852).
    /// </summary>
    public static Initializer Kaiming(double gain = 1) => new KaimingNormal(gain);

    /// <summary>Uniform within <paramref name="bound"/> on either side of 0: <c>(2 * rand - 1) * bound</c>.</summary>
    public static Initializer Uniform(double bound) => new WithinBound(_ => bound);

    /// <summary>PyTorch's default of a linear layer: uniform within <c>1 / sqrt(fan-in)</c>, the fan-in being the first dimension.</summary>
    public static Initializer Default { get; } = new WithinBound(fanIn => 1 / Math.Sqrt(fanIn));

    /// <summary>Draws the values of a tensor in row order.</summary>
    /// <param name="shape">Its shape; weights are stored (fan-in, fan-out).</param>
    /// <param name="generator">The generator of the run.</param>
    public abstract float[] Draw(ReadOnlySpan<long> shape, TorchGenerator generator);

    private static int Count(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (var size in shape)
        {
            count = checked(count * size);
        }

        return checked((int)count);
    }

    private sealed record Constant(float Value) : Initializer
    {
        public override float[] Draw(ReadOnlySpan<long> shape, TorchGenerator generator)
        {
            var values = new float[Count(shape)];
            Array.Fill(values, Value);
            return values;
        }
    }

    private sealed record Gaussian(double Scale) : Initializer
    {
        public override float[] Draw(ReadOnlySpan<long> shape, TorchGenerator generator)
        {
            var values = new float[Count(shape)];
            generator.FillNormal(values);
            foreach (ref var value in values.AsSpan())
            {
                value *= (float)Scale;
            }

            return values;
        }
    }

    private sealed record KaimingNormal(double Gain) : Initializer
    {
        public override float[] Draw(ReadOnlySpan<long> shape, TorchGenerator generator)
        {
            var values = new float[Count(shape)];
            generator.FillNormal(values);
            // Two roundings, as in the lecture: randn(...) * gain / fan_in**0.5.
            var root = (float)Math.Sqrt(shape[0]);
            foreach (ref var value in values.AsSpan())
            {
                value = value * (float)Gain / root;
            }

            return values;
        }
    }

    private sealed record WithinBound(Func<long, double> Bound) : Initializer
    {
        public override float[] Draw(ReadOnlySpan<long> shape, TorchGenerator generator)
        {
            var values = new float[Count(shape)];
            generator.FillUniform(values);
            var bound = (float)Bound(shape[0]);
            foreach (ref var value in values.AsSpan())
            {
                value = ((2 * value) - 1) * bound;
            }

            return values;
        }
    }
}
