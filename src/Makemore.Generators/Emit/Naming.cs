using System.Globalization;
using System.Text;

namespace Makemore.Generators.Emit;

/// <summary>Gives each spec a class, a namespace and a file name: from its path alone, each once.</summary>
internal static class Naming
{
    /// <summary>The class that lists all experiments.</summary>
    public const string Registry = "Experiments";

    // Names that generated code uses without their namespace, and members of generated classes, whose own name they cannot be.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        Registry, "Initializer", "TorchLayers", "Tensor", "ScalarType", "nn", "Hyperparameters", "Network",
        "Spec", "SpecHash", "CanonicalSpec", "GeneratedFile", "Defaults", "Graph", "CreateNetwork", "Equals",
    };

    // Generated code begins all its names with one of these, so that no class at the top may take them.
    private static readonly string[] Roots = ["Makemore", "System", "TorchSharp"];

    /// <summary>The names for the specs of a project.</summary>
    /// <param name="names">Paths below the project without their endings, with <c>/</c>.</param>
    /// <param name="rootNamespace">The project's root namespace.</param>
    public static IReadOnlyDictionary<string, TypeName> Assign(IEnumerable<string> names, string rootNamespace)
    {
        var ordered = names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToList();
        var namespaces = new HashSet<string>(
            ordered.SelectMany(name => Prefixes(Namespace(name, rootNamespace))).Concat(Roots), StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var result = new Dictionary<string, TypeName>(StringComparer.Ordinal);
        foreach (var name in ordered)
        {
            var space = Namespace(name, rootNamespace);
            var candidate = Unused(
                Identifier(name.Substring(name.LastIndexOf('/') + 1)),
                other => !Reserved.Contains(other) && !namespaces.Contains(Join(space, other)) && taken.Add(Join(space, other)));
            var relative = Join(space, candidate);
            if (rootNamespace.Length > 0 && relative.StartsWith(rootNamespace + ".", StringComparison.Ordinal))
            {
                relative = relative.Substring(rootNamespace.Length + 1);
            }

            result[name] = new(space, candidate, relative + ".g.cs");
        }

        return result;
    }

    /// <summary>A name, or the first that is free of those that are made from it: <c>Spec</c>, <c>SpecExperiment</c>, <c>Spec2</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="take">Takes a name where it is free.</param>
    public static string Unused(string name, Func<string, bool> take)
    {
        var candidate = name;
        for (var i = 1; !take(candidate); i++)
        {
            candidate = i == 1 ? name + "Experiment" : name + i.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }

    /// <summary><c>part3-batchnorm</c> as an identifier: <c>Part3Batchnorm</c>.</summary>
    public static string Identifier(string name)
    {
        var result = new StringBuilder();
        var startsWord = true;
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character) || character == '_')
            {
                result.Append(startsWord ? char.ToUpperInvariant(character) : character);
                startsWord = false;
            }
            else
            {
                startsWord = true;
            }
        }

        return result.Length == 0 || !(char.IsLetter(result[0]) || result[0] == '_') ? "_" + result : result.ToString();
    }

    private static string Namespace(string name, string rootNamespace) => name.Split('/')
        .AsEnumerable().Reverse().Skip(1).Reverse()
        .Aggregate(rootNamespace, (space, folder) => Join(space, Folder(Identifier(folder))));

    private static string Folder(string name) => Reserved.Contains(name) ? name + "Folder" : name;

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    private static IEnumerable<string> Prefixes(string space)
    {
        for (var end = space.Length; end > 0; end = space.LastIndexOf('.', end - 1))
        {
            yield return space.Substring(0, end);
        }
    }
}
