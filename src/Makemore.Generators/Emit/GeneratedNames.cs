namespace Makemore.Generators.Emit;

/// <summary>
/// Names in upper case that generated code uses, or that its classes inherit: nothing that takes its name from a program may
/// have one of them. A test holds the lists against the base classes.
/// </summary>
internal static class GeneratedNames
{
    /// <summary>The runtime's enum of activations, which generated code names without its namespace.</summary>
    public const string Activation = "ActivationFunction";

    /// <summary>Those of every class.</summary>
    public static IReadOnlyList<string> OfObject { get; } =
    [
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    ];

    /// <summary>Those of a sweep.</summary>
    public static IReadOnlyList<string> OfSweep { get; } =
    [
        .. OfObject, "Grid", "Name", "Networks", "PlanOf", "Point", "Space", "Spec",
    ];

    /// <summary>Those of a sweep's point, and of the types that its code names.</summary>
    public static IReadOnlyList<string> OfPoint { get; } =
    [
        .. OfObject, "Clone", "Deconstruct", "EqualityContract", "Experiment", "Of", "Point", "PrintMembers", "ToValues",
    ];

    /// <summary>Those of a record of hyperparameters.</summary>
    public static IReadOnlyList<string> OfHyperparameters { get; } =
    [
        .. OfObject, Activation, "Clone", "Deconstruct", "EqualityContract", "Hyperparameters", "List", "PrintMembers", "With",
    ];

    /// <summary>Those of the functions that a network of the simd backend calls without the name of their class.</summary>
    public static IReadOnlyList<string> OfSimdFunctions { get; } =
    [
        "Absolute", "Activate", "ActivationCore", "ActivationGradient", "Cosine", "Equal", "Erf", "Exp", "Indices", "Keep", "KeepOr", "Largest", "Less", "Log", "Maximum", "Select", "Sigmoid", "Sine",
        "SquareRoot", "Sum", "Tanh",
    ];

    /// <summary>Those of a network of the simd backend, of the types that its code names, and of the functions that it calls.</summary>
    public static IReadOnlyList<string> OfSimdNetwork { get; } =
    [
        .. OfObject, .. OfSimdFunctions, Activation, "Computation", "Continue", "Continues", "Cumulative", "Dispose", "Drop", "DropoutShare", "Evaluate", "Floats", "Functions", "Gradient",
        "HasDropout", "Hyperparameters", "Initializer", "IsByExample", "IsCausal", "IsObservable", "IsWindowed", "LabelSmoothing", "LayContinuation", "LayEvaluation", "LayObservation", "LayPast",
        "LayTraining", "Mask", "Matrix", "Memory", "Network", "Observe", "Parameters", "Past", "Product", "SimdMemory", "SimdNetwork", "SimdParameters", "Targets", "Tokens", "Train", "Vector512", "WatchedTensor", "Weights",
        "Work",
    ];

    /// <summary>Those of a network, and of the types that its code names.</summary>
    public static IReadOnlyList<string> OfNetwork { get; } =
    [
        .. OfObject, Activation, "BatchNorm", "Buffers", "Context", "Dispose", "Dropout", "DropoutShare", "Forward", "HasDropout",
        "Hyperparameters", "Initializer", "IsTraining", "IsWindowed", "List", "Mask", "Network", "Parameters", "Places", "Tensor",
        "TorchBlock", "TorchLayers", "TorchNetwork", "TorchParameters", "Vocabulary",
    ];
}
