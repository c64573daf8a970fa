using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>A spec and the specs that it extends: all that its compilation depends on.</summary>
/// <param name="Specs">The spec itself, its base, the base's base ...</param>
/// <param name="Diagnostics">Why the chain could not be followed to its end.</param>
public sealed record SpecChain(EquatableArray<ParsedSpec> Specs, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>The spec itself.</summary>
    public ParsedSpec Spec => Specs[0];

    /// <summary>The texts of the chain.</summary>
    public IEnumerable<SpecFile> Files => Specs.Select(spec => spec.File);

    /// <summary>Whether every spec of the chain could be found and read.</summary>
    public bool IsComplete => Diagnostics.Count == 0 && Specs.All(spec => spec.Tree is not null);

    /// <summary>The chain that begins at the base, or null where there is none.</summary>
    public SpecChain? Base => Specs.Count > 1 ? new(Specs.Skip(1).ToEquatableArray(), Diagnostics) : null;

    /// <summary>
    /// What the spec's own file hears of what is wrong in its chain: a mistake in a base is reported where the base itself
    /// is compiled, and what only goes wrong together at <c>extends</c>.
    /// </summary>
    /// <param name="found">All that is wrong in the chain.</param>
    /// <param name="diagnose">Finds what is wrong in the chain of the base.</param>
    public EquatableArray<DiagnosticInfo> Own(
        EquatableArray<DiagnosticInfo> found, Func<SpecChain, EquatableArray<DiagnosticInfo>> diagnose)
    {
        var own = new DiagnosticBag();
        var inherited = Base is { } chain ? diagnose(chain) : [];
        foreach (var diagnostic in found)
        {
            if (diagnostic.Location.File == Spec.File.Path)
            {
                own.Add(diagnostic);
            }
            else if (IsComplete
                && !inherited.Any(other => other.Rule == diagnostic.Rule && other.Location == diagnostic.Location))
            {
                // A file of definitions is no spec, so its mistakes stay where they are.
                var isInBase = Specs.Any(spec => spec.File.Path == diagnostic.Location.File);
                own.Add(isInBase ? diagnostic with { Location = Extends(Spec)!.Location } : diagnostic);
            }
        }

        return own.ToArray();
    }

    /// <summary>Follows the <c>extends</c> of a spec.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="bases">The specs that others extend.</param>
    public static SpecChain Of(ParsedSpec spec, SpecBases bases)
    {
        var chain = new List<ParsedSpec> { spec };
        var diagnostics = new DiagnosticBag();
        while (Extends(chain[chain.Count - 1]) is { } extends)
        {
            var from = chain[chain.Count - 1].File.RelativePath;
            var path = Resolve(from, extends.Text);
            if (path is null)
            {
                diagnostics.Report(Rules.PathOutsideProject, extends.Location, extends.Text);
                break;
            }

            if (chain.FindIndex(item => item.File.RelativePath == path) is var start and >= 0)
            {
                // Each spec of the cycle hears of it at its own key.
                var names = chain.Skip(start).Select(item => item.File.RelativePath).Append(path);
                var location = start == 0 ? Extends(spec)!.Location : extends.Location;
                diagnostics.Report(Rules.ExtendsCycle, location, string.Join(" -> ", names));
                break;
            }

            if (bases.Specs.FirstOrDefault(other => other.File.RelativePath == path) is not { } found)
            {
                diagnostics.Report(Rules.BaseNotFound, extends.Location, path, Hint(path, bases.Paths));
                break;
            }

            chain.Add(found);
        }

        return new(chain.ToEquatableArray(), diagnostics.ToArray());
    }

    /// <summary>The path below the project of the spec that a spec extends; null for none, and for one outside.</summary>
    public static string? BaseOf(ParsedSpec spec) =>
        Extends(spec) is { } extends ? Resolve(spec.File.RelativePath, extends.Text) : null;

    /// <summary>The path below the project that a relative path means, or null where it leads out of the project.</summary>
    public static string? Resolve(string fromFile, string relativePath)
    {
        if (relativePath.Length == 0 || relativePath[0] == '/' || relativePath.IndexOfAny(['\\', ':']) >= 0)
        {
            return null;
        }

        var folders = fromFile.Split('/').ToList();
        folders.RemoveAt(folders.Count - 1);
        foreach (var part in relativePath.Split('/'))
        {
            if (part == ".." && folders.Count == 0)
            {
                return null;
            }

            if (part == "..")
            {
                folders.RemoveAt(folders.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                folders.Add(part);
            }
        }

        return string.Join("/", folders);
    }

    private static SpecScalar? Extends(ParsedSpec spec) =>
        spec.Tree?.Find("extends")?.Value is SpecScalar scalar && !scalar.IsNull() ? scalar : null;

    private static string Hint(string path, IReadOnlyCollection<string> paths)
    {
        var fileName = path.Substring(path.LastIndexOf('/') + 1);
        var closest = Suggestions.Closest(path, paths)
            ?? paths.FirstOrDefault(item => item.Substring(item.LastIndexOf('/') + 1) == fileName);
        return closest is null ? "" : $" Did you mean the one at `{closest}`?";
    }
}
