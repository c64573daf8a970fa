namespace Makemore.Runtime.Simd;

/// <content>What is chosen or compared, one number at a time.</content>
public static partial class Functions
{
    /// <summary>The larger of two numbers; NaN where one is.</summary>
    public static float Maximum(float a, float b) => MathF.Max(a, b);

    /// <summary>1 where the first is smaller, else 0.</summary>
    public static float Less(float a, float b) => a < b ? 1 : 0;

    /// <summary>1 where both are equal, else 0.</summary>
    public static float Equal(float a, float b) => a == b ? 1 : 0;

    /// <summary>One number where the condition is not 0, else another.</summary>
    public static float Select(float condition, float then, float otherwise) => condition != 0 ? then : otherwise;
}
