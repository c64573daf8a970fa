using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <content>The methods that compute: a step of training, logits at all places, and those behind one more token.</content>
internal sealed partial class SimdNetworkWriter
{
    private void WriteTraining(CodeWriter code, Schedule schedule, MemoryPlan plan)
    {
        var loss = schedule.Results.First(result => result.Result.Kind == ResultKind.Loss).View;
        var last = schedule.Kernels.ToList().FindLastIndex(kernel => kernel is not FillKernel && kernel.Blocks.Contains(loss.Block));
        var kernels = new CodeWriter(Width);
        kernels.Line("// The way forward, to the loss.");
        WriteKernels(kernels, [.. schedule.Kernels.Take(last + 1)]);
        if (last + 1 < schedule.Kernels.Count)
        {
            kernels.Line();
            kernels.Line("// The way back, to the derivatives by the parameters.");
            WriteKernels(kernels, [.. schedule.Kernels.Skip(last + 1)]);
        }

        kernels.Line();
        kernels.Line($"return {Argument(loss)}[0];");
        WriteMethod(code, "LayTraining", "float Train()", plan, kernels);
        code.Line();
    }

    private void WriteEvaluation(CodeWriter code, Schedule schedule, MemoryPlan plan) =>
        WriteLogits(code, "LayEvaluation", "Floats Evaluate()", schedule, plan);

    private void WriteContinuation(CodeWriter code, Schedule schedule, MemoryPlan plan)
    {
        code.Line();
        if (blocks.Pasts.Count > 0)
        {
            WritePast(code);
            code.Line();
        }

        WriteLogits(code, "LayContinuation", "Floats Continue()", schedule, plan);
    }

    private void WriteLogits(CodeWriter code, string layout, string head, Schedule schedule, MemoryPlan plan)
    {
        var kernels = new CodeWriter(Width);
        WriteKernels(kernels, schedule.Kernels);
        kernels.Line();
        kernels.Line($"return {Argument(schedule.Results[0].View)};");
        WriteMethod(code, layout, head, plan, kernels);
    }

    // Where lies what is kept from token to token.
    private void WritePast(CodeWriter code)
    {
        code.Line("/// <inheritdoc/>");
        using var method = code.Block("protected override void LayPast()");
        code.Line("var end = (nint)0;");
        WritePlaces(code, "Past", "place", [.. blocks.Pasts.Select(past => new MemorySlot([past.Block]))]);
    }

    private void WriteMethod(CodeWriter code, string layout, string head, MemoryPlan plan, CodeWriter kernels)
    {
        WritePlan(code, layout, plan);
        code.Line();
        code.Line("/// <inheritdoc/>");
        using var method = code.Block($"protected override {head}");
        code.Lines(kernels.ToString().Trim('\n'));
    }

    // Where the blocks lie for a batch of some size.
    private void WritePlan(CodeWriter code, string name, MemoryPlan plan)
    {
        var body = new CodeWriter(Width);
        WritePlaces(body, "Memory", "slot", plan.Slots);
        code.Line("/// <inheritdoc/>");
        using var method = code.Block($"protected override void {name}(int batch, int time)");
        List<Number.Symbol> changing = [.. symbols.Used.Where(IsOfBatch)];
        foreach (var symbol in changing)
        {
            code.Line($"this.{symbols.Identifier(symbol)} = {symbol.Name};");
        }

        if (changing.Count > 0)
        {
            code.Line();
        }

        code.Line("// What is not needed at the same time lies in one place.");
        code.Line("var end = (nint)0;");
        code.Lines(body.ToString().TrimEnd('\n'));
    }

    // A place for each slot, behind the others, and what lies there.
    private void WritePlaces(CodeWriter code, string memory, string local, IReadOnlyList<MemorySlot> slots)
    {
        var locals = new Identifiers(
            ["batch", "time", "end", .. blocks.Temporaries.Concat(blocks.Pasts).Select(tensor => tensor.Field), .. symbols.Used.Select(symbols.Identifier)]);
        List<(MemorySlot Slot, string Place)> places = [.. slots.Select(slot => (slot, locals.Add(local)))];
        foreach (var (slot, place) in places)
        {
            code.Statement($"var {place} = SimdMemory.Place(ref end, {string.Join(", ", slot.Sizes.Select(symbols.Code))});");
        }

        code.Line();
        code.Line($"{memory}.Reserve(end);");
        foreach (var (slot, place) in places)
        {
            foreach (var block in slot.Blocks)
            {
                code.Line($"{blocks.FieldOf(block)} = {memory}.At({place});");
            }
        }
    }
}
