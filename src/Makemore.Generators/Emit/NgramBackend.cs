using Makemore.Generators.Graphs;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Emit;

/// <summary>Writes a counted model, which never loads libtorch.</summary>
internal sealed class NgramBackend : IBackend
{
    private const string Counting = "global::Makemore.Runtime.Ngram.Counting";
    private const int WidestKey = 512;

    /// <summary>The one backend of this kind.</summary>
    public static NgramBackend Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "ngram";

    /// <inheritdoc/>
    public IReadOnlyList<string> UsingsOf(ExperimentUnit unit) => [];

    /// <inheritdoc/>
    public bool Has(Operation operation) => false;

    /// <inheritdoc/>
    public string BaseOf(ExperimentUnit unit) => "global::Makemore.Runtime.Ngram.NgramExperiment";

    /// <inheritdoc/>
    // Where the spec fixes order and vocabulary, the loop that counts knows the places of all bits.
    public void WriteModel(CodeWriter writer, ExperimentUnit unit)
    {
        if (unit.Find("context") is not IntegerValue { Value: < WidestKey and var context }
            || Vocabulary.Of(unit.Settings) is not { } vocabulary)
        {
            return;
        }

        // A code for each token, one for the start of a running text, and 0 for none.
        var (order, bits) = ((int)context + 1, 1);
        while (vocabulary + 1 >> bits > 0)
        {
            bits++;
        }

        if (KeyOf(order * bits) is { } key)
        {
            WriteCounter(writer, order, bits, vocabulary, key);
        }
    }

    /// <inheritdoc/>
    public string? DiagnosticsOf(ExperimentUnit unit) => null;

    /// <inheritdoc/>
    public void WriteMembers(CodeWriter writer, ExperimentUnit unit)
    {
    }

    private static void WriteCounter(CodeWriter writer, int order, int bits, int vocabulary, string key)
    {
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
