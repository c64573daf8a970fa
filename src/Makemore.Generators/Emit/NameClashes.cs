using Makemore.Generators.Collections;

namespace Makemore.Generators.Emit;

/// <summary>A spec that cannot have its name.</summary>
/// <param name="File">The file of the spec, as the build names it.</param>
/// <param name="Name">The path of the spec below the project without its ending.</param>
/// <param name="Other">What has the name too: another spec's file, or a folder.</param>
/// <param name="Shared">The name that they share.</param>
public sealed record NameClash(string File, string Name, string Other, string Shared);

/// <summary>A spec by its file and its name.</summary>
/// <param name="File">The file, as the build names it.</param>
/// <param name="RelativePath">The path of the file below the project.</param>
/// <param name="Name">The same without its ending.</param>
public sealed record NamedSpec(string File, string RelativePath, string Name);

/// <summary>Finds specs whose classes, files or places in the list would be one.</summary>
internal static class NameClashes
{
    /// <summary>Each spec that shares a name with another, or with a folder of specs.</summary>
    public static EquatableArray<NameClash> Of(IEnumerable<NamedSpec> specs, string rootNamespace)
    {
        var named = specs.OrderBy(spec => spec.RelativePath, StringComparer.Ordinal)
            .Select(spec => (Spec: spec, Type: Naming.Of(spec.Name, rootNamespace))).ToList();
        var folders = named.Where(item => item.Spec.Name.Contains('/'))
            .GroupBy(item => item.Type.Namespace, StringComparer.Ordinal)
            .SelectMany(group => Prefixes(group.Key).Select(space =>
                (Space: space, Folder: group.First().Spec.Name.Substring(0, group.First().Spec.Name.LastIndexOf('/')))))
            .GroupBy(pair => pair.Space, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Folder, StringComparer.Ordinal);
        var clashes =
            Shared(named, item => item.Spec.Name, item => item.Spec.Name)
            // Roslyn tells generated files apart without regard to case, and so do some file systems.
            .Concat(Shared(named, item => item.Type.HintName.ToUpperInvariant(), item => item.Type.FullName))
            .Concat(Shared(named, item => item.Type.Property, item => $"{Naming.Registry}.{item.Type.Property}"))
            .Concat(named
                .Where(item => folders.ContainsKey(item.Type.FullName))
                .Select(item => new NameClash(
                    item.Spec.File, item.Spec.Name, folders[item.Type.FullName] + "/", item.Type.FullName)));
        return clashes.GroupBy(clash => clash.File, StringComparer.Ordinal).Select(group => group.First()).ToEquatableArray();
    }

    private static IEnumerable<NameClash> Shared(
        IEnumerable<(NamedSpec Spec, TypeName Type)> named, Func<(NamedSpec Spec, TypeName Type), string> key,
        Func<(NamedSpec Spec, TypeName Type), string> describe) =>
        named.GroupBy(key, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group.Select((item, index) => new NameClash(
                item.Spec.File, item.Spec.Name, group.ElementAt(index == 0 ? 1 : 0).Spec.RelativePath, describe(item))));

    private static IEnumerable<string> Prefixes(string space)
    {
        for (var end = space.Length; end > 0; end = space.LastIndexOf('.', end - 1))
        {
            yield return space.Substring(0, end);
        }
    }
}
