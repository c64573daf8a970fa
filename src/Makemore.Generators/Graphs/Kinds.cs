namespace Makemore.Generators.Graphs;

/// <summary>What <see cref="Activation"/> computes.</summary>
public enum ActivationFunction
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The positive part.</summary>
    Relu,

    /// <summary>x times the normal distribution function of x.</summary>
    Gelu,

    /// <summary>The approximation of <see cref="Gelu"/> by a hyperbolic tangent.</summary>
    GeluTanh,

    /// <summary>x times its sigmoid.</summary>
    Silu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>Shares that add up to 1 over the innermost dimension.</summary>
    Softmax,

    /// <summary>The exponential.</summary>
    Exp,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>The square root.</summary>
    Sqrt,

    /// <summary>The absolute value.</summary>
    Abs,

    /// <summary>-1, 0 or 1.</summary>
    Sign,

    /// <summary>The product with itself.</summary>
    Square,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,

    /// <summary>The sine.</summary>
    Sin,

    /// <summary>The cosine.</summary>
    Cos,
}

/// <summary>How an <see cref="Initializer"/> draws.</summary>
public enum InitializerKind
{
    /// <summary>PyTorch's default of a layer.</summary>
    Default,

    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Uniform between -bound and bound.</summary>
    Uniform,

    /// <summary>Normal with standard deviation gain / sqrt(fan-in).</summary>
    Kaiming,

    /// <summary>Uniform within gain * sqrt(6 / (fan-in + fan-out)).</summary>
    Xavier,

    /// <summary>Gain times a matrix with orthonormal rows or columns.</summary>
    Orthogonal,

    /// <summary>The same value everywhere.</summary>
    Constant,

    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>Ones.</summary>
    Ones,
}

/// <summary>The language's words for what the graph tells apart.</summary>
internal static class Keywords
{
    /// <summary>The word of an activation; both forms of gelu have one, which an argument tells apart.</summary>
    public static string Of(ActivationFunction function) =>
        Word(function == ActivationFunction.GeluTanh ? ActivationFunction.Gelu : function);

    /// <summary>The word of a recurrent layer.</summary>
    public static string Of(LayerKind kind) => Word(kind);

    /// <summary>The word of an initializer.</summary>
    public static string Of(InitializerKind kind) => Word(kind);

    /// <summary>The word for making one number of all along an axis.</summary>
    public static string Of(AxisFunction function) => Word(function);

    /// <summary>The word for joining two tensors.</summary>
    public static string Of(ArithmeticOperator operation) => Word(operation);

    private static string Word(Enum kind) => kind.ToString().ToLowerInvariant();
}
