using Makemore.Generators.Collections;

namespace Makemore.Generators.Specs;

/// <summary>
/// All that specs know of each other: those that others extend. A spec that nobody extends can come, change and go without
/// the others being compiled again.
/// </summary>
/// <param name="Specs">The specs that are extended, in the order of their paths.</param>
/// <param name="Paths">The paths of all specs, to suggest one; empty where every base is there.</param>
public sealed record SpecBases(EquatableArray<ParsedSpec> Specs, EquatableArray<string> Paths)
{
    /// <summary>The bases of a project.</summary>
    public static SpecBases Of(IReadOnlyCollection<ParsedSpec> project)
    {
        var wanted = new HashSet<string>(project.Select(SpecChain.BaseOf).OfType<string>(), StringComparer.Ordinal);
        var found = project.Where(spec => wanted.Contains(spec.File.RelativePath))
            .OrderBy(spec => spec.File.RelativePath, StringComparer.Ordinal).ToEquatableArray();
        return new(found, wanted.Count <= found.Select(spec => spec.File.RelativePath).Distinct().Count() ? []
            : project.Select(spec => spec.File.RelativePath).OrderBy(path => path, StringComparer.Ordinal).ToEquatableArray());
    }
}
