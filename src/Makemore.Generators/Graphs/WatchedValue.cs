namespace Makemore.Generators.Graphs;

/// <summary>The output of a nonlinearity that diagnostics look at.</summary>
/// <param name="Path">Its path in the program, with <c>*</c> for the number of each repetition: <c>blocks.*.feedForward.gelu</c>.</param>
/// <param name="Operation">The nonlinearity.</param>
public sealed record WatchedValue(string Path, Operation Operation)
{
    /// <summary>Whether an operation is a nonlinearity of the units of a layer: lecture 3 looks at those, and not at what comes into them.</summary>
    public static bool IsNonlinearity(Operation operation) => operation is ChosenActivation or Activation
    {
        Function: ActivationFunction.Tanh or ActivationFunction.Relu or ActivationFunction.Sigmoid or ActivationFunction.Silu
            or ActivationFunction.Gelu or ActivationFunction.GeluTanh or ActivationFunction.Softplus,
    };
}
