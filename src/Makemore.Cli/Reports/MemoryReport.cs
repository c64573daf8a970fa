using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Models;
using Makemore.Runtime.Simd;

namespace Makemore.Cli.Reports;

/// <summary>The memory of what a network computes on the way, as its compiler has planned it.</summary>
/// <param name="Training">That of a step of training.</param>
/// <param name="Evaluation">That of what is measured at once.</param>
/// <param name="Sampling">That of a text that grows token by token; null where it is computed as a whole for each.</param>
internal sealed record MemoryReport(MemoryUseReport Training, MemoryUseReport Evaluation, MemoryUseReport? Sampling)
{
    /// <summary>Writes all for a reader.</summary>
    internal void WriteTo(Terminal terminal)
    {
        terminal.WriteLine();
        Training.WriteTo(terminal, "training");
        terminal.WriteLine();
        Evaluation.WriteTo(terminal, "evaluation");
        if (Sampling is not null)
        {
            terminal.WriteLine();
            Sampling.WriteTo(terminal, "sampling");
        }
    }
}

/// <summary>The memory of examples that are computed together: a batch, or the largest slice of one.</summary>
/// <param name="Batch">The examples.</param>
/// <param name="Time">The tokens of the longest of them.</param>
/// <param name="Slots">The slots, one behind the other.</param>
internal sealed record MemoryUseReport(int Batch, int Time, IReadOnlyList<MemorySlotReport> Slots)
{
    /// <summary>The slices of a step; 1 where it is computed as a whole, and null for batches that are measured.</summary>
    public int? Slices { get; init; }

    /// <summary>How many slices, or batches that are measured, are computed at the same time, each with a thread and memory of its own.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Whether equal windows are computed once, so that there may be fewer than <see cref="Batch"/>.</summary>
    public bool AreDistinct { get; init; }

    /// <summary>The numbers of the slices' derivatives that wait to be added up.</summary>
    internal long Derivatives { get; init; }

    /// <summary>The bytes of all slots.</summary>
    public long Bytes => Slots.Sum(slot => slot.Bytes);

    /// <summary>The bytes of the slices' derivatives that wait to be added up; 0 where a step is computed as a whole.</summary>
    public long BytesOfDerivatives => Derivatives * sizeof(float);

    /// <summary>The bytes of all that are computed at the same time, and of their derivatives.</summary>
    public long BytesInAll => (AtOnce * Bytes) + BytesOfDerivatives;

    /// <summary>The bytes that it would take if each tensor had a place of its own.</summary>
    public long BytesWithoutSharing => Slots.SelectMany(slot => slot.Tensors).Sum(MemorySlotReport.BytesOf);

    /// <summary>Writes it for a reader.</summary>
    internal void WriteTo(Terminal terminal, string title)
    {
        var isOne = AtOnce == 1 && Derivatives == 0;
        var cut = Slices > 1 ? $" for each of {Figures.Count(Slices)} slices" : "";
        var how = AtOnce > 1 ? $", on {Figures.Count(AtOnce)} threads" : AreDistinct ? ", equal windows once" : "";
        terminal.WriteLine($"memory of {title}, with batch = {Figures.Count(Batch)} and time = {Figures.Count(Time)}{cut}{how}");
        var table = Tables.Of(">slot", ">bytes", "tensor", ">floats", "formula");
        for (var slot = 0; slot < Slots.Count; slot++)
        {
            foreach (var (place, tensor) in Slots[slot].Tensors.Index())
            {
                // What shares a slot stands below it.
                string[] head = place == 0 ? [Figures.Count(slot + 1), Figures.Count(Slots[slot].Bytes)] : ["", ""];
                table.AddTexts([.. head, tensor.Name, Figures.Count(tensor.Count), tensor.Formula]);
            }
        }

        table.AddTexts("", Figures.Count(Bytes), isOne ? "total" : Slices is null ? "one batch" : "one slice", "", "");
        table.AddTexts("", Figures.Count(BytesWithoutSharing), "without sharing", "", "");
        if (AtOnce > 1)
        {
            table.AddTexts("", Figures.Count(AtOnce * Bytes), $"{Figures.Count(AtOnce)} at the same time", "", "");
        }

        if (Derivatives > 0)
        {
            table.AddTexts("", Figures.Count(BytesOfDerivatives), "derivatives of slices", "", "");
            table.AddTexts("", Figures.Count(BytesInAll), "total", "", "");
        }

        terminal.Write(table);
    }
}

/// <summary>Memory that tensors share.</summary>
/// <param name="Tensors">The tensors, in the order in which they use it.</param>
internal sealed record MemorySlotReport(IReadOnlyList<MemoryTensor> Tensors)
{
    /// <summary>The bytes of the largest.</summary>
    public long Bytes => Tensors.Max(BytesOf);

    /// <summary>The bytes of a tensor at its place, which begins where a vector may.</summary>
    /// <exception cref="OverflowException">No memory is so large.</exception>
    internal static long BytesOf(MemoryTensor tensor)
    {
        nint end = 0;
        SimdMemory.Place(ref end, checked((int)tensor.Count));
        return (long)end * sizeof(float);
    }
}
