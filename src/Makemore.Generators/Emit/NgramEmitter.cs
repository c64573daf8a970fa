using Makemore.Generators.Specs;

namespace Makemore.Generators.Emit;

/// <summary>Writes a counted model, which never loads libtorch.</summary>
internal static class NgramEmitter
{
    private const string Counting = "global::Makemore.Runtime.Ngram.Counting";
    private const int WidestKey = 512;

    /// <summary>Writes the class.</summary>
    public static void Write(CodeWriter writer, ExperimentUnit unit)
    {
        ExperimentEmitter.WriteDocs(writer, unit, "A counted n-gram model.");
        using var type = writer.Block($"public sealed partial class {unit.Type.Class} : global::Makemore.Runtime.Ngram.NgramExperiment");
        ExperimentEmitter.WriteInfo(writer, unit);
        if (unit.Find("context") is IntegerValue { Value: < WidestKey and var context } && Vocabulary.Of(unit.Settings) is { } vocabulary)
        {
            WriteCounter(writer, (int)context + 1, vocabulary);
        }
    }

    // Where the spec fixes order and vocabulary, the loop that counts knows the places of all bits.
    private static void WriteCounter(CodeWriter writer, int order, int vocabulary)
    {
        // A code for each token, one for the start of a running text, and 0 for none.
        var bits = 1;
        while (vocabulary + 1 >> bits > 0)
        {
            bits++;
        }

        if (KeyOf(order * bits) is not { } key)
        {
            return;
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"/// <remarks>The context and the {Literal.Integer(vocabulary)} tokens are known from the spec; an override or other data is packed as it comes.</remarks>");
        writer.Line($"protected override {Counting}.NgramCounter CreateCounter(int order, int vocabulary) =>");
        using (writer.Indent())
        {
            writer.Line($"order == {Literal.Integer(order)} && vocabulary <= {Literal.Integer(vocabulary)}");
            using (writer.Indent())
            {
                writer.Line($"? new {Counting}.NgramCounter<{Counting}.{key}, Layout>(default)");
                writer.Line(": base.CreateCounter(order, vocabulary);");
            }
        }

        writer.Line();
        writer.Line($"/// <summary>N-grams of {Literal.Integer(order)} tokens, {Literal.Integer(bits)} bits each: {Literal.Integer(order * bits)} bits in all.</summary>");
        using var layout = writer.Block($"private readonly struct Layout : {Counting}.INgramLayout");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public int Order => {Literal.Integer(order)};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public int TokenBits => {Literal.Integer(bits)};");
    }

    private static string? KeyOf(int bits) => bits switch
    {
        <= 64 => "Key64",
        <= 128 => "Key128",
        <= WidestKey => "Key512",
        _ => null,
    };
}
