namespace Makemore.Runtime.Simd;

/// <summary>A matrix that lies in memory with any strides, so that it may be transposed, or a part of another.</summary>
/// <param name="Start">The element (0, 0).</param>
/// <param name="Row">The distance from a row to the next.</param>
/// <param name="Column">The distance from a column to the next.</param>
public readonly record struct Matrix(Floats Start, int Row, int Column);
