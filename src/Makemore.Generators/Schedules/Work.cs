using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <summary>About how much a schedule computes: the multiplications and additions of its products, and the functions of its loops.</summary>
/// <param name="OfBatch">What grows with the number of examples.</param>
/// <param name="Once">What is the same for any number of examples.</param>
internal sealed record Work(Number OfBatch, Number Once)
{
    /// <summary>The work of a schedule.</summary>
    public static Work Of(Schedule schedule)
    {
        var work = new Work(Number.Of(0), Number.Of(0));
        foreach (var one in schedule.Kernels.SelectMany(kernel => Of(kernel)).Select(Polynomial.Simplify))
        {
            work = one.Symbols.Any(symbol => symbol.Name == GraphBuilder.Batch.Name)
                ? work with { OfBatch = Polynomial.Simplify(work.OfBatch + one) }
                : work with { Once = Polynomial.Simplify(work.Once + one) };
        }

        return work;
    }

    private static IEnumerable<Number> Of(Kernel kernel) => kernel switch
    {
        ProductKernel product =>
            [Number.Of(2) * Axes.SizeOf(product.Around) * product.Rows.Size * product.Columns.Size * product.Depth.Size],
        LoopKernel loop => loop.Steps.Where(step => step is ComputeStep { Primitive: not (Scalar or Iota) } or ReduceStep or RowStep)
            .GroupBy(step => step is ReduceStep { Input: var input } ? input.Level : step.Place.Level)
            .Select(steps => Number.Of(steps.Count()) * Axes.SizeOf(loop.Axes.Take(steps.Key))),
        ScanKernel scan => scan.Body.SelectMany(Of).Select(one => one * scan.Axis.Size),
        _ => [],
    };
}
