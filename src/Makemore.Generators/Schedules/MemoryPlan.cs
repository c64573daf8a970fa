using Makemore.Generators.Collections;

namespace Makemore.Generators.Schedules;

/// <summary>Memory for the temporary blocks of a schedule: those that are not needed at the same time share a slot.</summary>
/// <param name="Slots">The slots, in the order of their first use.</param>
public sealed record MemoryPlan(IReadOnlyList<MemorySlot> Slots)
{
    // What a size is taken for while its symbols are not known.
    private const double Unknown = 32;

    /// <summary>Plans the memory of a schedule.</summary>
    public static MemoryPlan Of(Schedule schedule)
    {
        var uses = new Dictionary<Block, (int First, int Last)>();
        var end = Walk(schedule.Kernels, 0, uses);
        // Results are read when everything is done.
        foreach (var block in schedule.Results.Select(result => result.View.Block))
        {
            uses[block] = (uses.TryGetValue(block, out var use) ? use.First : end, int.MaxValue);
        }

        var slots = new List<(List<Block> Blocks, int Last)>();
        foreach (var (block, use) in uses.Where(pair => pair.Key.Kind == BlockKind.Temporary).OrderBy(pair => pair.Value.First)
            .Select(pair => (pair.Key, pair.Value)))
        {
            var size = Estimate(block.Size);
            List<int> free = [.. Enumerable.Range(0, slots.Count).Where(slot => slots[slot].Last < use.First)
                .OrderBy(slot => Math.Abs(slots[slot].Blocks.Max(other => Estimate(other.Size)) - size))];
            if (free.Count == 0)
            {
                slots.Add(([block], use.Last));
            }
            else
            {
                slots[free[0]].Blocks.Add(block);
                slots[free[0]] = (slots[free[0]].Blocks, use.Last);
            }
        }

        return new([.. slots.Select(slot => new MemorySlot(slot.Blocks))]);
    }

    // When each block is used first and last. What is used within a scan and outside of it is needed all along; the rest begins anew
    // with each step.
    private static int Walk(IEnumerable<Kernel> kernels, int time, Dictionary<Block, (int First, int Last)> uses)
    {
        foreach (var kernel in kernels)
        {
            if (kernel is ScanKernel scan)
            {
                var before = new Dictionary<Block, (int First, int Last)>(uses);
                var start = time;
                time = Walk(scan.Body, time, uses);
                foreach (var block in scan.Blocks.Distinct().Where(block => before.ContainsKey(block) || scan.Kept.Contains(block)))
                {
                    uses[block] = (Math.Min(start, uses[block].First), time);
                }
            }
            else
            {
                foreach (var block in kernel.Blocks)
                {
                    uses[block] = (uses.TryGetValue(block, out var use) ? use.First : time, time);
                }
            }

            time++;
        }

        return time;
    }

    private static double Estimate(Number size) => size switch
    {
        { Value: { } value } => value,
        Number.Binary { Operation: ArithmeticOperator.Add } sum => Estimate(sum.Left) + Estimate(sum.Right),
        Number.Binary { Operation: ArithmeticOperator.Subtract } difference => Estimate(difference.Left) - Estimate(difference.Right),
        Number.Binary { Operation: ArithmeticOperator.Multiply } product => Estimate(product.Left) * Estimate(product.Right),
        Number.Binary { Operation: ArithmeticOperator.Divide } quotient => Estimate(quotient.Left) / Estimate(quotient.Right),
        _ => Unknown,
    };
}

/// <summary>Memory that blocks share.</summary>
/// <param name="Blocks">The blocks, in the order in which they use it.</param>
public sealed record MemorySlot(IReadOnlyList<Block> Blocks)
{
    /// <summary>The sizes of the blocks, each once; the slot is as large as the largest.</summary>
    public EquatableArray<Number> Sizes => Blocks.Select(block => block.Size).Distinct().ToEquatableArray();
}
