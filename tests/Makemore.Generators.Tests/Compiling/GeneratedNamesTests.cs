using System.Collections.Immutable;
using System.Reflection;
using Makemore.Generators.Language;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Tests.Platforms;
using Makemore.Torch;
using Microsoft.CodeAnalysis.CSharp;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>
/// A program may call its own things as it likes: every name that generated classes inherit or import, and every word of C#, in
/// every place where a program gives a name.
/// </summary>
public sealed class GeneratedNamesTests
{
    private const int NamesOfSpec = 20;

    // Two names that differ in their case alone stand in two specs, since the language takes them for one.
    private static readonly ImmutableArray<string[]> Specs =
    [
        .. Spellings().Where(name => !IsOfTheLanguage(name)).Distinct()
            .GroupBy(name => char.IsUpper(name[0])).SelectMany(names => names.Order(StringComparer.Ordinal).Chunk(NamesOfSpec)),
    ];

    /// <summary>A line that gives a name, and the step that uses it.</summary>
    public static TheoryData<string, string, string> Places => new()
    {
        { "a hyperparameter", "let NAME = 5", "linear NAME" },
        { "a constant", "let NAME = 5", "(if NAME > 3 then linear NAME else relu)" },
        { "a word", "let NAME = tanh", "linear 4 |> NAME |> repeat 2 (linear 4 >> NAME)" },
        { "a yes or no", "let NAME = true", "(if NAME then linear 4 else relu)" },
        { "a tensor", "let NAME = tokens |> onehot |> flatten |> linear 4", "linear 4 |> add NAME" },
        { "a function", "let NAME n = linear n >> tanh", "NAME 4 |> NAME 4 |> repeat 2 (NAME 4)" },
        { "a number of a function", "let fNAME NAME = linear NAME >> tanh", "fNAME 4" },
        { "an input of a function", "let fNAME NAME = NAME |> linear 4 |> tanh", "fNAME" },
    };

    [Theory]
    [NeedsTorch]
    [MemberData(nameof(Places))]
    public void Any_name_may_be_that_of(string place, string definition, string step)
    {
        Assert.True(Specs.Sum(names => names.Length) > 400, place);
        var generated = GeneratorProject.Of([.. Specs.Select((names, index) =>
            (FormattableString.Invariant($"s{index}.yaml"), Spec(names, definition, step)))]).Generate();
        CompilerWarnings.AssertNone(generated);
        Assert.All(generated.Load(), HasTheParametersOfItsGraph);
    }

    private static string Spec(string[] names, string definition, string step) =>
        "context: 3\nmodel: |\n"
        + string.Concat(names.Select(name => "  " + definition.Replace("NAME", name, StringComparison.Ordinal) + "\n"))
        + "  tokens |> onehot |> flatten"
        + string.Concat(names.Select(name => " |> " + step.Replace("NAME", name, StringComparison.Ordinal)))
        + " |> linear vocab\n";

    private static void HasTheParametersOfItsGraph(Experiment experiment)
    {
        using var model = experiment.CreateModel(
            experiment.Spec, experiment.DefaultHyperparameters, vocabulary: 9, boundary: 0, new TorchGenerator(1));
        Assert.Equal(
            experiment.Graph(experiment.DefaultHyperparameters, context: 3, vocabulary: 9).Sum(row => row.Parameters),
            model.ParameterCount);
    }

    private static bool IsOfTheLanguage(string name) =>
        Operations.All.Any(operation => operation.Name == name) || Lexer.IsKeyword(name) || Lexer.IsKeyword("f" + name)
        || name is "vocab" or "context" or "Context" or "tokens";

    private static IEnumerable<string> Spellings() =>
        from name in Inherited().Concat(Imported()).Concat(Words()).Concat(["batchnormGain", "linear2", "linearWeight", "x", "i", "logits", "_", "__"])
        where name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
        from spelling in (string[])[name, char.ToLowerInvariant(name[0]) + name[1..], char.ToUpperInvariant(name[0]) + name[1..]]
        select spelling;

    private static IEnumerable<string> Inherited() =>
        from type in (Type[])[typeof(TorchNetwork), typeof(TorchBlock), typeof(TorchExperiment<>), typeof(HyperparameterSet), typeof(TorchLayers), typeof(Point)]
        from member in type.GetMembers(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
        select member.Name;

    private static IEnumerable<string> Imported() =>
        from type in typeof(TorchNetwork).Assembly.GetExportedTypes().Concat(typeof(Experiment).Assembly.GetExportedTypes())
        where type.Namespace is "Makemore.Torch" or "Makemore.Runtime.Models" or "Makemore.Runtime.Numerics" or "Makemore.Runtime.Specs"
        select type.Name;

    private static IEnumerable<string> Words() =>
        SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText);

    /// <summary>Its members are what the compiler adds to any record.</summary>
    private sealed record Point(int X);
}
