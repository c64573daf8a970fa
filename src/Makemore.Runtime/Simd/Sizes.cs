namespace Makemore.Runtime.Simd;

/// <summary>A number that a kernel is compiled for.</summary>
internal interface ISize
{
    /// <summary>The number.</summary>
    static abstract int Count { get; }
}

/// <summary>1.</summary>
internal readonly struct One : ISize
{
    /// <inheritdoc/>
    public static int Count => 1;
}

/// <summary>2.</summary>
internal readonly struct Two : ISize
{
    /// <inheritdoc/>
    public static int Count => 2;
}

/// <summary>3.</summary>
internal readonly struct Three : ISize
{
    /// <inheritdoc/>
    public static int Count => 3;
}

/// <summary>4.</summary>
internal readonly struct Four : ISize
{
    /// <inheritdoc/>
    public static int Count => 4;
}

/// <summary>5.</summary>
internal readonly struct Five : ISize
{
    /// <inheritdoc/>
    public static int Count => 5;
}

/// <summary>6.</summary>
internal readonly struct Six : ISize
{
    /// <inheritdoc/>
    public static int Count => 6;
}

/// <summary>7.</summary>
internal readonly struct Seven : ISize
{
    /// <inheritdoc/>
    public static int Count => 7;
}

/// <summary>8.</summary>
internal readonly struct Eight : ISize
{
    /// <inheritdoc/>
    public static int Count => 8;
}
