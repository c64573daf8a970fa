using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Makemore.Generators.Language;
using Makemore.Generators.Specs;

namespace Makemore.Generators;

/// <summary>What compiling a spec gives.</summary>
/// <param name="Unit">What its code is made from; null where an error stands in the way.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record CompilationResult(ExperimentUnit? Unit, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>The name of a spec and of its class.</summary>
public sealed record NamedType(string Name, TypeName Type);

/// <summary>The compiler as a plain function: a spec in, a unit and diagnostics out. It knows nothing of Roslyn.</summary>
public static class SpecCompiler
{
    /// <summary>The names of the classes of all specs.</summary>
    public static EquatableArray<NamedType> Names(IEnumerable<string> specs, ProjectOptions project) =>
        Naming.Assign(specs, project.RootNamespace)
            .Select(pair => new NamedType(pair.Key, pair.Value))
            .OrderBy(named => named.Name, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>Compiles a spec.</summary>
    /// <param name="chain">The spec and those that it extends.</param>
    /// <param name="names">The names of all classes.</param>
    public static CompilationResult Compile(SpecChain chain, EquatableArray<NamedType> names)
    {
        var diagnostics = new DiagnosticBag();
        var unit = Unit(chain, names, diagnostics);
        return new(diagnostics.HasErrors ? null : unit, diagnostics.ToArray());
    }

    private static ExperimentUnit? Unit(SpecChain chain, EquatableArray<NamedType> names, DiagnosticBag diagnostics)
    {
        if (SpecBinder.Bind(chain, diagnostics) is not { } spec)
        {
            return null;
        }

        var type = names.First(named => named.Name == spec.Name).Type;
        if (spec.Model.Type == "ngram")
        {
            return new(spec.Name, type, spec.Description, spec.Settings, spec.CanonicalText, null);
        }

        var context = spec.Find("context") is IntegerValue { Value: var tokens } ? (int)tokens : 1;
        return ModelCompiler.Compile(spec.Model, context, Vocabulary.Of(spec.Settings), diagnostics) is { } graph
            ? new(spec.Name, type, spec.Description, spec.Settings, CanonicalText.WithHyperparameters(spec.CanonicalText, graph), graph)
            : null;
    }
}
