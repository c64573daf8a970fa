using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>Initializers as expressions of the runtime.</summary>
internal static class TorchInitializers
{
    /// <summary>The expression that makes an initializer.</summary>
    public static string Code(Initializer initializer, Symbols symbols)
    {
        var code = initializer.Arguments.Count == 0
            ? $"Initializer.{initializer.Kind}"
            : $"Initializer.{initializer.Kind}({symbols.Code(initializer.Arguments)})";
        return initializer.Seed is { } seed ? $"{code} with {{ Seed = {symbols.Code(seed)} }}" : code;
    }

    /// <summary>The first value of a statistic.</summary>
    public static string Value(Initializer initializer) => initializer.Kind == InitializerKind.Ones ? "1" : "0";
}
