namespace Makemore.Runtime.Specs;

/// <summary>The activations that a hyperparameter may choose; their words are the operations of the language of these names.</summary>
public enum ActivationFunction
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The positive part.</summary>
    Relu,

    /// <summary>x times the normal distribution function of x (Hendrycks and Gimpel, 2016, arXiv:1606.08415).</summary>
    Gelu,

    /// <summary>x times its sigmoid.</summary>
    Silu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,
}
