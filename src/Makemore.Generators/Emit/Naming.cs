using System.Globalization;
using System.Text;

namespace Makemore.Generators.Emit;

/// <summary>
/// Gives each spec a class, a namespace and a file name, from its own path alone, so that no other spec can rename it; where
/// two would have one name, <see cref="NameClashes"/> says so.
/// </summary>
internal static class Naming
{
    /// <summary>The class that lists all experiments.</summary>
    public const string Registry = "Experiments";

    private const string Suffix = "Experiment";

    // Names that generated code uses without their namespace, and members of generated classes, whose own name they cannot be.
    private static readonly HashSet<string> Reserved = new(
    [
        .. GeneratedNames.OfObject, GeneratedNames.Activation, Registry, "Initializer", "TorchLayers", "TorchNetwork", "TorchBlock", "TorchParameters", "Tensor", "ScalarType", "nn",
        "SimdNetwork", "SimdParameters", "SimdMemory", "WatchedTensor", "Floats", "Product", "Matrix", "Cumulative", "Indices", "Vector512",
        "Hyperparameters", "Network", "Spec", "Model", "Numerics", "NetworkHash", "GeneratedFiles", "IsObservable", "DefaultHyperparameters",
        "Graph", "Rewriting", "TrainingMemory", "EvaluationMemory", "ContinuationMemory", "CreateNetwork", "CreateModel", "CreateCounter", "Layout", "Name",
    ], StringComparer.OrdinalIgnoreCase);

    // A sweep's own members; what a spec is, its name does not say, so that no experiment has them either.
    private static readonly HashSet<string> OfSweep = new(GeneratedNames.OfSweep, StringComparer.OrdinalIgnoreCase);

    // Generated code begins all its names with one of these, so that no class at the top may take them.
    private static readonly HashSet<string> Roots = new(StringComparer.OrdinalIgnoreCase) { "Makemore", "System", "TorchSharp" };

    // Members that the list of experiments has anyway.
    private static readonly HashSet<string> OfRegistry =
        new([.. GeneratedNames.OfObject, "All", "Sweeps", Registry], StringComparer.Ordinal);

    /// <summary>The names of a spec.</summary>
    /// <param name="name">The path below the project without its ending, with <c>/</c>.</param>
    /// <param name="rootNamespace">The project's root namespace.</param>
    public static TypeName Of(string name, string rootNamespace)
    {
        var space = Namespace(name, rootNamespace);
        var type = Identifier(name.Substring(name.LastIndexOf('/') + 1));
        if (Reserved.Contains(type) || OfSweep.Contains(type) || (space.Length == 0 && Roots.Contains(type)))
        {
            type += Suffix;
        }

        var relative = Join(space, type);
        if (rootNamespace.Length > 0 && relative.StartsWith(rootNamespace + ".", StringComparison.Ordinal))
        {
            relative = relative.Substring(rootNamespace.Length + 1);
        }

        // An experiment in a folder has the folder in front: LecturesPart1Bigram.
        var property = relative.Replace(".", "");
        return new(space, type, relative + ".g.cs", OfRegistry.Contains(property) ? property + Suffix : property)
        {
            RootNamespace = rootNamespace,
        };
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

        // A name without a letter is told from others by the numbers of its characters.
        var text = result.Length > 0 ? result.ToString()
            : string.Concat(name.Select(character => ((int)character).ToString("X4", CultureInfo.InvariantCulture)));
        return char.IsLetter(text[0]) || text[0] == '_' ? text : "_" + text;
    }

    /// <summary>
    /// A root namespace as C# takes it: <c>my-app</c> is <c>my_app</c>, as in a new project of the SDK's templates.
    /// </summary>
    public static string RootNamespace(string name)
    {
        var parts = name.Split('.').Where(part => part.Length > 0).Select(part =>
        {
            var text = new string([.. part.Select(letter => char.IsLetterOrDigit(letter) || letter == '_' ? letter : '_')]);
            return char.IsDigit(text[0]) ? "_" + text : Identifiers.IsKeyword(text) ? "@" + text : text;
        });
        return string.Join(".", parts);
    }

    private static string Namespace(string name, string rootNamespace) => name.Split('/')
        .AsEnumerable().Reverse().Skip(1).Reverse()
        .Aggregate(rootNamespace, (space, folder) => Join(space, Folder(Identifier(folder))));

    private static string Folder(string name) => Reserved.Contains(name) ? name + "Folder" : name;

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
