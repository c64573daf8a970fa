using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Specs;

namespace Makemore.Generators;

/// <summary>An experiment with all that its compilation depends on.</summary>
/// <param name="Chain">The spec and those that it extends.</param>
/// <param name="Libraries">The files of definitions that its program brings in.</param>
public sealed record SpecSource(SpecChain Chain, EquatableArray<SpecFile> Libraries)
{
    /// <summary>The path of the spec below the project without its ending.</summary>
    public string Name => Chain.Spec.File.Name;
}

/// <summary>A sweep with the experiments that it is over: all that its compilation depends on.</summary>
/// <param name="Spec">The sweep's own spec.</param>
/// <param name="Swept">The experiments that its patterns name, in the order of their names.</param>
/// <param name="Names">The names of all experiments, to suggest one; empty where every pattern names some.</param>
public sealed record SweepSource(ParsedSpec Spec, EquatableArray<SpecSource> Swept, EquatableArray<string> Names)
{
    /// <summary>Finds the experiments of a sweep.</summary>
    public static SweepSource Of(ParsedSpec sweep, IReadOnlyCollection<SpecSource> project)
    {
        var patterns = Patterns(sweep).ToList();
        var swept = project.Where(source => patterns.Exists(pattern => Glob.IsMatch(pattern, source.Name)))
            .OrderBy(source => source.Name, StringComparer.Ordinal).ToEquatableArray();
        return new(sweep, swept, patterns.TrueForAll(pattern => swept.Any(source => Glob.IsMatch(pattern, source.Name))) ? []
            : project.Select(source => source.Name).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray());
    }

    private static IEnumerable<string> Patterns(ParsedSpec sweep) =>
        (sweep.Tree?.Find(SweepKeys.Section)?.Value as SpecMapping)?.Find(SweepKeys.Over)?.Value switch
        {
            SpecScalar scalar => [scalar.Text],
            SpecSequence sequence => sequence.Items.OfType<SpecScalar>().Select(item => item.Text),
            _ => [],
        };
}
