namespace Makemore.Runtime.Numerics;

/// <summary>Where the first values of a parameter come from; the same draws for every backend.</summary>
/// <remarks>Weights are stored (fan-in, fan-out), so the fan-in is the first dimension.</remarks>
public abstract record Initializer
{
    /// <summary>A seed of its own, so that the run's generator is not moved; null draws from the run's.</summary>
    public long? Seed { get; init; }

    /// <summary>Zeros; draws nothing.</summary>
    public static Initializer Zeros { get; } = new FixedValue(0);

    /// <summary>Ones; draws nothing.</summary>
    public static Initializer Ones { get; } = new FixedValue(1);

    /// <summary>PyTorch's default of a linear layer: uniform within 1 / sqrt(fan-in) on either side.</summary>
    public static Initializer Default { get; } = new DefaultUniform();

    /// <summary>The same value everywhere; draws nothing.</summary>
    public static Initializer Constant(double value) => new FixedValue(value);

    /// <summary><c>randn * scale + mean</c>; a scale of 0 still draws.</summary>
    public static Initializer Normal(double scale = 1, double mean = 0) => new Gaussian(scale, mean);

    /// <summary>Uniform between <c>-bound</c> and <c>bound</c>.</summary>
    public static Initializer Uniform(double bound) => new SymmetricUniform(bound);

    /// <summary><c>randn * gain / sqrt(fan-in)</c> (He et al., 2015, arXiv:1502.01852).</summary>
    public static Initializer Kaiming(double gain = 1) => new KaimingNormal(gain);

    /// <summary>
    /// Uniform within <c>gain * sqrt(6 / (fan-in + fan-out))</c> on either side (Glorot and Bengio, 2010, "Understanding the
    /// difficulty of training deep feedforward neural networks").
    /// </summary>
    public static Initializer Xavier(double gain = 1) => new XavierUniform(gain);

    /// <summary>
    /// <c>gain</c> times a matrix with orthonormal rows or columns, from the QR decomposition of normal draws (Saxe et al.,
    /// 2014, arXiv:1312.6120).
    /// </summary>
    public static Initializer Orthogonal(double gain = 1) => new OrthogonalMatrix(gain);

    /// <summary>Draws the values of a tensor in row order.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="generator">The generator of the run.</param>
    /// <exception cref="MakemoreException">The tensor is larger than one array can be.</exception>
    public float[] Draw(ReadOnlySpan<long> shape, TorchGenerator generator)
    {
        // Not long: a product of sizes may not fit in 64 bits.
        UInt128 count = 1;
        foreach (var size in shape)
        {
            count *= (UInt128)size;
            if (count > (UInt128)Array.MaxLength)
            {
                throw new MakemoreException(
                    $"A trained tensor of shape ({string.Join(", ", shape.ToArray())}) is too large: it may have {Array.MaxLength} numbers at most. Give the model smaller sizes.");
            }
        }

        var values = new float[(int)count];
        Fill(values, shape, Seed is { } seed ? new TorchGenerator(seed) : generator);
        return values;
    }

    /// <summary>Draws the values of a tensor in row order.</summary>
    private protected abstract void Fill(Span<float> values, ReadOnlySpan<long> shape, TorchGenerator generator);

    private static void FillUniform(Span<float> values, double bound, TorchGenerator generator)
    {
        generator.FillUniform(values);
        foreach (ref var value in values)
        {
            value = (value * (float)(2 * bound)) - (float)bound;
        }
    }

    private sealed record FixedValue(double Value) : Initializer
    {
        private protected override void Fill(Span<float> values, ReadOnlySpan<long> shape, TorchGenerator generator) =>
            values.Fill((float)Value);
    }

    private sealed record Gaussian(double Scale, double Mean) : Initializer
    {
        private protected override void Fill(Span<float> values, ReadOnlySpan<long> shape, TorchGenerator generator)
        {
            generator.FillNormal(values);
            foreach (ref var value in values)
            {
                value = (value * (float)Scale) + (float)Mean;
            }
        }
    }

    private sealed record SymmetricUniform(double Bound) : Initializer
    {
        private protected override void Fill(Span<float> values, ReadOnlySpan<long> shape, TorchGenerator generator) =>
            FillUniform(values, Bound, generator);
    }

    private sealed record DefaultUniform : Initializer
    {
        private protected override void Fill(Span<float> values, ReadOnlySpan<long> shape, TorchGenerator generator) =>
            FillUniform(values, 1 / Math.Sqrt(shape[0]), generator);
    }

    private sealed record KaimingNormal(double Gain) : Initializer
    {
        private protected override void Fill(Span<float> values, ReadOnlySpan<long> shape, TorchGenerator generator)
        {
            generator.FillNormal(values);
            // Two roundings, as in the lecture: randn(...) * gain / fan_in**0.5.
            var root = (float)Math.Sqrt(shape[0]);
            foreach (ref var value in values)
            {
                value = value * (float)Gain / root;
            }
        }
    }

    private sealed record XavierUniform(double Gain) : Initializer
    {
        private protected override void Fill(Span<float> values, ReadOnlySpan<long> shape, TorchGenerator generator) =>
            FillUniform(values, Gain * Math.Sqrt(6.0 / (shape[0] + shape[^1])), generator);
    }

    private sealed record OrthogonalMatrix(double Gain) : Initializer
    {
        private protected override void Fill(Span<float> values, ReadOnlySpan<long> shape, TorchGenerator generator)
        {
            generator.FillNormal(values);
            var rows = (int)shape[0];
            var columns = values.Length / rows;
            var isWide = rows < columns;
            var (count, length) = isWide ? (rows, columns) : (columns, rows);
            var (step, stride) = isWide ? (columns, 1) : (1, columns);
            // Modified Gram-Schmidt in double precision on the shorter side; twice, so that rounding leaves no trace.
            var vectors = new double[count][];
            for (var i = 0; i < count; i++)
            {
                vectors[i] = new double[length];
                for (var k = 0; k < length; k++)
                {
                    vectors[i][k] = values[(i * step) + (k * stride)];
                }

                for (var pass = 0; pass < 2; pass++)
                {
                    for (var j = 0; j < i; j++)
                    {
                        var overlap = Dot(vectors[i], vectors[j]);
                        for (var k = 0; k < length; k++)
                        {
                            vectors[i][k] -= overlap * vectors[j][k];
                        }
                    }
                }

                var norm = Math.Sqrt(Dot(vectors[i], vectors[i]));
                for (var k = 0; k < length; k++)
                {
                    vectors[i][k] /= norm;
                    values[(i * step) + (k * stride)] = (float)(Gain * vectors[i][k]);
                }
            }
        }

        private static double Dot(double[] left, double[] right) =>
            System.Numerics.Tensors.TensorPrimitives.Dot<double>(left, right);
    }
}
