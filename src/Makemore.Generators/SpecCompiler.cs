using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Makemore.Generators.Graphs;
using Makemore.Generators.Language;
using Makemore.Generators.Specs;

namespace Makemore.Generators;

/// <summary>What compiling a spec gives.</summary>
/// <param name="Unit">What its code is made from; null where an error stands in the way.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record CompilationResult(ExperimentUnit? Unit, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>The name of a spec and of its class.</summary>
/// <param name="Name">The path of the spec below the project without its ending.</param>
/// <param name="Type">The class.</param>
/// <param name="IsUnique">Whether no other spec has the name, as with <c>a.yaml</c> and <c>a.YAML</c>.</param>
public sealed record NamedType(string Name, TypeName Type, bool IsUnique);

/// <summary>The compiler as a plain function: a spec in, a unit and diagnostics out. It knows nothing of Roslyn.</summary>
public static class SpecCompiler
{
    /// <summary>The names of the classes of all specs.</summary>
    public static EquatableArray<NamedType> Names(EquatableArray<string> specs, ProjectOptions project) =>
        Naming.Assign(specs, project.RootNamespace)
            .Select(pair => new NamedType(pair.Key, pair.Value, specs.Count(name => name == pair.Key) == 1))
            .OrderBy(named => named.Name, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>Compiles a spec.</summary>
    /// <param name="chain">The spec and those that it extends.</param>
    /// <param name="libraries">The files of definitions that its program brings in.</param>
    /// <param name="names">The names of all classes.</param>
    public static CompilationResult Compile(
        SpecChain chain, EquatableArray<SpecFile> libraries, EquatableArray<NamedType> names)
    {
        var file = chain.Spec.File;
        var named = names.First(item => item.Name == file.Name);
        if (!named.IsUnique)
        {
            return new(null, [new(Rules.SameName, file.LocationOf(0, 1), [file.Name])]);
        }

        var (spec, graph, diagnostics) = Analyse(chain, libraries);
        var unit = spec is null || diagnostics.Any(diagnostic => diagnostic.Rule.IsError) ? null : Unit(spec, named.Type, graph);
        return new(unit, chain.Own(diagnostics, below => Analyse(below, libraries).Diagnostics));
    }

    // The model is compiled also where other keys are wrong, so that all errors of a file come in one build.
    private static (ExperimentSpec? Spec, ModelGraph? Graph, EquatableArray<DiagnosticInfo> Diagnostics) Analyse(
        SpecChain chain, EquatableArray<SpecFile> libraries)
    {
        var bound = SpecBinder.Bind(chain);
        var diagnostics = new DiagnosticBag();
        var files = chain.Specs.Select(item => item.File).Concat(libraries).ToEquatableArray();
        var graph = bound.Model is null or { Type: "ngram" } ? null : Graph(bound, bound.Model, files, diagnostics);
        foreach (var diagnostic in bound.Diagnostics)
        {
            diagnostics.Add(diagnostic);
        }

        return (bound.Spec, graph, diagnostics.ToArray());
    }

    private static ModelGraph? Graph(BoundSpec bound, ModelSource model, EquatableArray<SpecFile> files,
        DiagnosticBag diagnostics)
    {
        var facts = new ModelFacts(8, Vocabulary.Of(bound.Settings),
            Find("regularization.dropout") is Specs.NumberValue { Value: > 0 });
        if (bound.IsContextKnown && Find("context") is IntegerValue { Value: > 0 and var context })
        {
            return ModelCompiler.Compile(model, files, facts with { Context = (int)context }, diagnostics);
        }

        // Where nobody knows the context, wrong is what is wrong with any: the second number has the usual divisors.
        var small = new DiagnosticBag();
        ModelCompiler.Compile(model, files, facts, small);
        var large = new DiagnosticBag();
        ModelCompiler.Compile(model, files, facts with { Context = 2520 }, large);
        foreach (var diagnostic in small.ToArray().Intersect(large.ToArray()))
        {
            diagnostics.Add(diagnostic);
        }

        return null;

        SettingValue? Find(string path) => bound.Settings.FirstOrDefault(setting => setting.Path == path)?.Value;
    }

    private static ExperimentUnit Unit(ExperimentSpec spec, TypeName type, ModelGraph? graph) => new(
        spec.Name,
        type,
        spec.Description,
        spec.Settings,
        Model(spec.Model, graph),
        graph);

    private static UnitModel Model(ModelSource model, ModelGraph? graph) => new(
        model.Type,
        model.Program?.Text.Replace("\r\n", "\n").TrimEnd(),
        model.Arguments
            .Where(argument => graph is not null && graph.Hyperparameters.All(hyperparameter =>
                hyperparameter.Symbol.Name != ModelCompiler.CamelCase(argument.Key.Text)))
            .Select(argument => new UnitArgument(argument.Key.Text, ((SpecScalar)argument.Value).Text))
            .ToEquatableArray());
}
