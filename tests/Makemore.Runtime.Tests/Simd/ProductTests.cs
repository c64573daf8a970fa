using CsCheck;
using Makemore.Runtime.Simd;
using Xunit;

namespace Makemore.Runtime.Tests.Simd;

public sealed class ProductTests
{
    private static readonly Gen<int> Sizes = Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 130]);
    private static readonly Gen<int> Depths = Gen.OneOf(Gen.Int[0, 40], Gen.Int[120, 135], Gen.Int[250, 520]);
    private static readonly Gen<TestLayout> Layouts = Gen.Enum<TestLayout>();

    [Fact]
    public void A_product_has_the_bits_of_fused_multiply_adds_in_the_order_of_the_depth() =>
        Gen.Select(Gen.Select(Sizes, Sizes, Depths), Gen.Select(Layouts, Layouts), Gen.Bool, Gen.Int[0, 9]).Sample(
            (sizes, layouts, adds, gap) =>
            {
                var (rows, columns, depth) = sizes;
                using TestTensors tensors = new(rows + columns + depth);
                var a = tensors.Matrix(rows, depth, layouts.Item1);
                var b = tensors.Matrix(depth, columns, layouts.Item2);
                var cRow = columns + gap;
                var c = tensors.Random((rows * cRow) + 50);
                var expected = c.Span((rows * cRow) + 50).ToArray();
                Multiply(a, b, expected, cRow, rows, columns, depth, adds);

                Product.Multiply(a, b, c, cRow, rows, columns, depth, adds);

                // What lies between the rows of c and behind them is as before.
                Assert.Equal(expected, c.Span(expected.Length).ToArray());
            },
            iter: 400);

    [Fact]
    public void A_product_is_near_to_that_in_double_precision()
    {
        const int Rows = 33, Columns = 27, Depth = 300;
        using TestTensors tensors = new(5);
        var a = tensors.Matrix(Rows, Depth, TestLayout.Rows);
        var b = tensors.Matrix(Depth, Columns, TestLayout.Columns);
        var c = tensors.Random(Rows * Columns);

        Product.Multiply(a, b, c, Columns, Rows, Columns, Depth, adds: false);

        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j < Columns; j++)
            {
                var sum = Enumerable.Range(0, Depth).Sum(k => (double)At(a, i, k) * At(b, k, j));
                Assert.Equal(sum, c[(i * Columns) + j], 1e-4);
            }
        }
    }

    [Fact]
    public void Products_in_a_row_are_those_of_one_at_a_time() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 20], Gen.Bool, Gen.Bool).Sample((count, size, sharesFactor, sumsUp) =>
        {
            using TestTensors tensors = new(size);
            var square = size * size;
            Matrix a = new(tensors.Random(6 * square), size, 1);
            Matrix b = new(tensors.Random(6 * square), 1, size);
            var c = tensors.Random(6 * square);
            var expected = c.Span(6 * square).ToArray();
            var (bNext, cNext) = (sharesFactor ? 0 : square, sumsUp ? 0 : square);
            for (var index = 0; index < count; index++)
            {
                Matrix left = a with { Start = a.Start.From(index * square) };
                Matrix right = b with { Start = b.Start.From(index * bNext) };
                Multiply(left, right, expected.AsSpan(index * cNext), size, size, size, size, adds: true);
            }

            Product.Multiply(count, a, square, b, bNext, c, cNext, size, size, size, size, adds: true);

            Assert.Equal(expected, c.Span(6 * square).ToArray());
        });

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        using TestTensors tensors = new(3);
        var a = tensors.Matrix(40, 130, TestLayout.Rows);
        var b = tensors.Matrix(130, 70, TestLayout.Columns);
        var expected = new float[40 * 70];
        Multiply(a, b, expected, 70, 40, 70, 130, adds: false);
        Floats[] results = [.. Enumerable.Range(0, 8).Select(_ => tensors.Random(40 * 70))];

        Parallel.ForEach(results, c => Product.Multiply(a, b, c, 70, 40, 70, 130, adds: false));

        Assert.All(results, c => Assert.Equal(expected, c.Span(40 * 70).ToArray()));
    }

    private static float At(Matrix matrix, int row, int column) => matrix.Start[(row * matrix.Row) + (column * matrix.Column)];

    private static void Multiply(Matrix a, Matrix b, Span<float> c, int cRow, int rows, int columns, int depth, bool adds)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var sum = adds ? c[(i * cRow) + j] : 0;
                for (var k = 0; k < depth; k++)
                {
                    sum = MathF.FusedMultiplyAdd(At(a, i, k), At(b, k, j), sum);
                }

                c[(i * cRow) + j] = sum;
            }
        }
    }
}
