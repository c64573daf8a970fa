using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit;

/// <summary>Initializers as expressions of the runtime.</summary>
internal static class InitializerCode
{
    /// <summary>The expression that makes an initializer.</summary>
    public static string Of(Initializer initializer, Symbols symbols)
    {
        var code = initializer.Arguments.Count == 0
            ? $"Initializer.{initializer.Kind}"
            : $"Initializer.{initializer.Kind}({symbols.Code(initializer.Arguments)})";
        return initializer.Seed is { } seed ? $"{code} with {{ Seed = {symbols.Code(seed)} }}" : code;
    }

    /// <summary>The first value of a statistic.</summary>
    public static string Value(Initializer initializer) => initializer.Kind == InitializerKind.Ones ? "1" : "0";
}
