using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Makemore.Generators.Graphs;
using Makemore.Generators.Language;
using Makemore.Generators.Specs;

namespace Makemore.Generators;

/// <summary>What compiling a spec gives.</summary>
/// <param name="Named">The spec by its name; null for a file of another program, which has none here.</param>
/// <param name="Unit">What its code is made from; null where an error stands in the way.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record CompilationResult(NamedSpec? Named, ExperimentUnit? Unit, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>The compiler as a plain function: a spec in, a unit and diagnostics out. It knows nothing of Roslyn.</summary>
public static class SpecCompiler
{
    /// <summary>Compiles a spec.</summary>
    /// <param name="chain">The spec and those that it extends.</param>
    /// <param name="libraries">The files of definitions that its program brings in.</param>
    /// <param name="project">What is known of the project.</param>
    public static CompilationResult Compile(SpecChain chain, EquatableArray<SpecFile> libraries, ProjectOptions project) =>
        Compile(chain, libraries, project, Backends.For(project));

    /// <summary>Compiles a spec for other backends than those of <see cref="Backends"/>.</summary>
    internal static CompilationResult Compile(
        SpecChain chain, EquatableArray<SpecFile> libraries, ProjectOptions project, Func<SettingValue?, IBackend> backends)
    {
        var file = chain.Spec.File;
        if (chain.Spec.IsForeign)
        {
            return new(null, null, chain.Spec.Diagnostics);
        }

        var (spec, graph, diagnostics) = Analyse(chain, libraries, project, backends);
        var unit = spec is null || diagnostics.Any(diagnostic => diagnostic.Rule.IsError) ? null
            : Unit(spec, file.RelativePath, Naming.Of(file.Name, project.RootNamespace), graph, project.HasDiagnostics);
        return new(
            new(file.Path, file.RelativePath, file.Name),
            unit,
            chain.Own(diagnostics, below => Analyse(below, libraries, project, backends).Diagnostics));
    }

    /// <summary>The specs of a project whose names are one.</summary>
    public static EquatableArray<NameClash> Clashes(EquatableArray<NamedSpec> specs, ProjectOptions project) =>
        NameClashes.Of(specs, project.RootNamespace);

    /// <summary>What is reported of a clash.</summary>
    public static DiagnosticInfo Diagnostic(NameClash clash) =>
        new(Rules.SameName, new(clash.File, 0, 1, 0, 0, 0, 1), [clash.Name, clash.Other, clash.Shared]);

    /// <summary>Binds a chain and compiles its model, also where other keys are wrong, so that all errors come in one build.</summary>
    internal static (ExperimentSpec? Spec, ModelGraph? Graph, EquatableArray<DiagnosticInfo> Diagnostics) Analyse(
        SpecChain chain, EquatableArray<SpecFile> libraries, ProjectOptions project, Func<SettingValue?, IBackend> backends)
    {
        var bound = SpecBinder.Bind(chain);
        var diagnostics = new DiagnosticBag();
        var files = chain.Files.Concat(libraries).ToEquatableArray();
        var graph = bound.Model is null or { Type: "ngram" } ? null : Graph(bound, bound.Model, files, backends, diagnostics);
        foreach (var diagnostic in bound.Diagnostics)
        {
            diagnostics.Add(diagnostic);
        }

        if (bound.Backend is { Name: "torch" } backend && !project.HasTorch)
        {
            diagnostics.Report(Rules.BackendNotReferenced, backend.Location);
        }

        return (bound.Spec, graph, diagnostics.ToArray());
    }

    private static ModelGraph? Graph(BoundSpec bound, ModelSource model, EquatableArray<SpecFile> files,
        Func<SettingValue?, IBackend> backends, DiagnosticBag diagnostics)
    {
        var backend = backends(Find("training.backend"));
        var facts = new ModelFacts(ModelFacts.SmallContext, Vocabulary.Of(bound.Settings),
            Find("regularization.dropout") is Specs.NumberValue { Value: > 0 }, backend.Name, backend.Has);
        if (bound.IsContextKnown && Find("context") is IntegerValue { Value: > 0 and var context })
        {
            return ModelCompiler.Compile(model, files, facts with { Context = (int)context }, diagnostics);
        }

        // Where nobody knows the context, wrong is what is wrong with any.
        var small = new DiagnosticBag();
        ModelCompiler.Compile(model, files, facts, small);
        var large = new DiagnosticBag();
        ModelCompiler.Compile(model, files, facts with { Context = ModelFacts.LargeContext }, large);
        foreach (var diagnostic in small.ToArray().Intersect(large.ToArray()))
        {
            diagnostics.Add(diagnostic);
        }

        return null;

        SettingValue? Find(string path) => bound.Settings.FirstOrDefault(setting => setting.Path == path)?.Value;
    }

    /// <summary>What the code of an experiment is made from.</summary>
    internal static ExperimentUnit Unit(ExperimentSpec spec, string file, TypeName type, ModelGraph? graph, bool isObserved = false) => new(
        spec.Name,
        file,
        type,
        spec.Description,
        spec.Settings,
        new(spec.Model.Type, spec.Model.Program?.Text.Replace("\r\n", "\n").TrimEnd()),
        graph)
    {
        IsObserved = isObserved || spec.Find("diagnostics.every") is IntegerValue { Value: > 0 },
    };
}
