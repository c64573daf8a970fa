using Makemore.Generators.Passes;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <summary>Writes what the compiler has made of a network, for <c>show</c>: what passes have changed, and which tensors share memory.</summary>
internal static class CompilationEmitter
{
    private const string Models = "global::Makemore.Runtime.Models";

    /// <summary>Writes what passes have changed.</summary>
    public static void WriteRewriting(CodeWriter writer, RewrittenGraph training, RewrittenGraph evaluation)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {Models}.Rewriting Rewriting => new(");
        using var arguments = writer.Indent();
        using (writer.Brackets(","))
        {
            foreach (var name in training.Passes.Select(pass => pass.Name).Distinct())
            {
                writer.Line($"new({Literal.Text(name)}, {Literal.Integer(training.ChangesOf(name))}, {Literal.Integer(evaluation.ChangesOf(name))}),");
            }
        }

        WriteChoices(writer, training, ",");
        WriteChoices(writer, evaluation, ");");
    }

    /// <summary>Writes which tensors share memory, and how large they are.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="memory">The slots.</param>
    /// <param name="blocks">What the tensors are called.</param>
    public static void WriteMemory(CodeWriter writer, string method, IReadOnlyList<MemorySlot> memory, SimdNames blocks)
    {
        var symbols = new Symbols(new("sizes"));
        var slots = new CodeWriter();
        foreach (var slot in memory)
        {
            slots.Line("new(");
            using var tensors = slots.Brackets("),");
            foreach (var block in slot.Blocks)
            {
                slots.Line($"new({Literal.Text(blocks.NameOf(block))}, {Literal.Text(block.Size.ToString())}, {symbols.Code(block.Size)}),");
            }
        }

        writer.Line("/// <inheritdoc/>");
        using var body = writer.Block(
            $"public override global::System.Collections.Immutable.ImmutableArray<{Models}.MemorySlot> {method}({Models}.MemorySizes sizes)");
        foreach (var symbol in symbols.Used)
        {
            var value = symbol switch
            {
                { Name: "context" } => "sizes.Context",
                { Name: "vocab" } => "sizes.Vocabulary",
                { Name: "batch", Default: null } => "sizes.Batch",
                { Name: "time", Default: null } => "sizes.Time",
                _ => $"((Hyperparameters)sizes.Hyperparameters).{HyperparametersEmitter.PropertyOf(symbol.Name)}",
            };
            // What is too large for the memory should still be told.
            writer.Line($"long {symbols.Identifier(symbol)} = {value};");
        }

        writer.Line("return");
        using var result = writer.Brackets(";");
        writer.Lines(slots.ToString().TrimEnd('\n'));
    }

    private static void WriteChoices(CodeWriter writer, RewrittenGraph graph, string end)
    {
        List<TableChoice> choices = [.. graph.Passes.OfType<TableRows>().SelectMany(pass => pass.Choices)];
        if (choices.Count == 0)
        {
            writer.Line($"[]{end}");
            return;
        }

        using var rows = writer.Brackets(end);
        foreach (var choice in choices)
        {
            writer.Line($"new({Literal.Text(choice.Matrix)}, {Literal.Integer((long)choice.WithTable)}, {Literal.Integer((long)choice.Without)}),");
        }
    }
}
