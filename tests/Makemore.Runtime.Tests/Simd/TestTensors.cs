using Makemore.Runtime.Numerics;
using Makemore.Runtime.Simd;

namespace Makemore.Runtime.Tests.Simd;

/// <summary>Memory with tensors of random numbers in it, at places that need no alignment.</summary>
internal sealed class TestTensors(long seed) : IDisposable
{
    private readonly List<SimdMemory> memories = [];
    private readonly TorchGenerator generator = new(seed);

    /// <summary>So many random numbers from -0.5 to 0.5, the same on every machine, which normal ones are not.</summary>
    public Floats Random(int count)
    {
        SimdMemory memory = new();
        memory.Reserve(count + 1);
        memories.Add(memory);
        var values = memory.At(1);
        generator.FillUniform(values.Span(count));
        for (var i = 0; i < count; i++)
        {
            values[i] -= 0.5f;
        }

        return values;
    }

    /// <summary>A matrix of random numbers, its rows or its columns next to each other, or apart in both directions.</summary>
    public Matrix Matrix(int rows, int columns, TestLayout layout)
    {
        var (row, column) = layout switch
        {
            TestLayout.Rows => (columns, 1),
            TestLayout.PartOfRows => (columns + 5, 1),
            TestLayout.Columns => (1, rows),
            TestLayout.PartOfColumns => (1, rows + 3),
            _ => ((2 * columns) + 1, 2),
        };
        var count = 1 + (Math.Max(0, rows - 1) * row) + (Math.Max(0, columns - 1) * column);
        return new(Random(count), row, column);
    }

    public void Dispose() => memories.ForEach(memory => memory.Dispose());
}

/// <summary>How a matrix lies in memory.</summary>
internal enum TestLayout
{
    Rows,
    PartOfRows,
    Columns,
    PartOfColumns,
    Apart,
}
