namespace Makemore.Generators.Emit;

/// <summary>Writes a counted model, which never loads libtorch.</summary>
internal static class NgramEmitter
{
    /// <summary>Writes the class.</summary>
    public static void Write(CodeWriter writer, ExperimentUnit unit)
    {
        ExperimentEmitter.WriteDocs(writer, unit, "A counted n-gram model.");
        using var type = writer.Block($"public sealed partial class {unit.Type.Class} : global::Makemore.Runtime.Models.Ngram.NgramExperiment");
        ExperimentEmitter.WriteInfo(writer, unit);
    }
}
