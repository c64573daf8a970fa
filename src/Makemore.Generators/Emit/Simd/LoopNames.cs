namespace Makemore.Generators.Emit.Simd;

/// <summary>What a place along an axis is called where a loop goes along it.</summary>
internal static class LoopNames
{
    /// <summary>The name of the place; two loops along axes of one kind are told apart by a number.</summary>
    public static string Of(string axis) => axis switch
    {
        "batch" => "example",
        "time" => "place",
        "width" or "units" => "unit",
        "vocab" => "token",
        _ when char.IsDigit(axis[0]) => "index",
        _ when axis.StartsWith("layer", StringComparison.Ordinal) => "layer",
        _ => axis + "Index",
    };
}
