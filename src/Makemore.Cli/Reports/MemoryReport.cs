using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Models;
using Makemore.Runtime.Simd;

namespace Makemore.Cli.Reports;

/// <summary>The memory of what a network computes on the way, as its compiler has planned it.</summary>
/// <param name="Training">That of a step of training.</param>
/// <param name="Evaluation">That of what is measured at once.</param>
internal sealed record MemoryReport(MemoryUseReport Training, MemoryUseReport Evaluation)
{
    /// <summary>Writes both for a reader.</summary>
    internal void WriteTo(Terminal terminal)
    {
        terminal.WriteLine();
        Training.WriteTo(terminal, "training");
        terminal.WriteLine();
        Evaluation.WriteTo(terminal, "evaluation");
    }
}

/// <summary>The memory that is in use at a time.</summary>
/// <param name="Batch">The examples that are computed at once.</param>
/// <param name="Time">The tokens of the longest of them.</param>
/// <param name="Slots">The slots, one behind the other.</param>
internal sealed record MemoryUseReport(int Batch, int Time, IReadOnlyList<MemorySlotReport> Slots)
{
    /// <summary>The bytes of all slots.</summary>
    public long Bytes => Slots.Sum(slot => slot.Bytes);

    /// <summary>The bytes that it would take if each tensor had a place of its own.</summary>
    public long BytesWithoutSharing => Slots.SelectMany(slot => slot.Tensors).Sum(MemorySlotReport.BytesOf);

    /// <summary>Writes it for a reader.</summary>
    internal void WriteTo(Terminal terminal, string title)
    {
        terminal.WriteLine($"memory of {title}, with batch = {Figures.Count(Batch)} and time = {Figures.Count(Time)}");
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

        table.AddTexts("", Figures.Count(Bytes), "total", "", "");
        table.AddTexts("", Figures.Count(BytesWithoutSharing), "without sharing", "", "");
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
