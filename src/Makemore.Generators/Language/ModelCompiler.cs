using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Graphs;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Language;

/// <summary>What the other keys of a spec say of its model.</summary>
/// <param name="Context">The number of tokens that the model sees.</param>
/// <param name="Vocabulary">The number of tokens in the vocabulary; null where the data decides.</param>
/// <param name="HasDropout">Whether the spec has a share to drop.</param>
/// <param name="Backend">The word of what computes.</param>
/// <param name="Has">Whether that can compute an operation.</param>
internal sealed record ModelFacts(int Context, int? Vocabulary, bool HasDropout, string Backend, Func<Operation, bool> Has)
{
    /// <summary>One of two numbers of tokens for where nobody knows it: wrong is what is wrong with both.</summary>
    public const int SmallContext = 8;

    /// <summary>The other, which has the usual divisors.</summary>
    public const int LargeContext = 2520;
}

/// <summary>Compiles the model of a spec, a preset or a program, into a graph.</summary>
internal sealed partial class ModelCompiler
{
    // More files than anybody chains; it keeps the stack whole.
    private const int MaximalChain = 50;

    // Sizes that the data and the spec decide, and the input.
    private static readonly string[] Reserved = ["batch", "context", "vocab", "tokens"];

    private readonly ModelSource model;
    private readonly ModelFacts facts;
    private readonly DiagnosticBag diagnostics;
    private readonly GraphBuilder graph;
    private readonly Evaluator evaluator;
    private readonly EquatableArray<SpecFile> files;
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> options = new(StringComparer.Ordinal);
    private readonly HashSet<string> imported = new(StringComparer.Ordinal);
    private ProgramSyntax? syntax;

    private ModelCompiler(
        ModelSource model, EquatableArray<SpecFile> files, ModelFacts facts, DiagnosticBag diagnostics)
    {
        this.model = model;
        this.facts = facts;
        this.files = files;
        this.diagnostics = diagnostics;
        graph = new(facts.Context, facts.Vocabulary, facts.HasDropout);
        evaluator = new(graph, diagnostics, model.Location);
    }

    /// <summary>Compiles a model.</summary>
    /// <param name="model">The model as the spec gives it.</param>
    /// <param name="files">The specs of the chain, and the files of definitions that its program may bring in.</param>
    /// <param name="facts">What the spec's other keys say of the model.</param>
    /// <param name="diagnostics">Where errors go.</param>
    /// <returns>The graph, or null where the model is wrong.</returns>
    public static ModelGraph? Compile(
        ModelSource model, EquatableArray<SpecFile> files, ModelFacts facts, DiagnosticBag diagnostics) =>
        new ModelCompiler(model, files, facts, diagnostics).Compile();

    /// <summary>Reads a file of definitions for what is wrong in it.</summary>
    /// <param name="library">The file.</param>
    /// <param name="files">The file itself, and those that it may bring in.</param>
    /// <param name="facts">What specs are taken to say.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public static void Define(SpecFile library, EquatableArray<SpecFile> files, ModelFacts facts, DiagnosticBag diagnostics)
    {
        var compiler = new ModelCompiler(new("", null, [], library.LocationOf(0, 1)), files, facts, diagnostics);
        compiler.Import(library, compiler.evaluator.Known, [library.RelativePath]);
    }

    private ModelGraph? Compile()
    {
        var result = model.Program is { } program ? Program(program, evaluator.Known) : Preset(evaluator.Known);
        ReportUnused();
        if (Logits(result) is not { } output || diagnostics.HasErrors)
        {
            return null;
        }

        foreach (var node in graph.NeededBy(output).Where(node => !facts.Has(graph.OperationOf(node))))
        {
            evaluator.ReportAt(node, Rules.OperationNotInBackend, facts.Backend, graph.OperationOf(node).Keyword);
        }

        var built = graph.Build(output);
        if (graph.HasDropout && !built.HasPlainDropout)
        {
            diagnostics.Report(Rules.NoPlaceForDropout, model.Program?.Location ?? model.Location);
        }

        if (graph.OperationOf(output) is Activation { Function: ActivationFunction.Softmax } or Softmax { IsLogarithm: false })
        {
            evaluator.ReportAt(output, Rules.FinalSoftmax);
        }

        ReportUnusedDefinitions();
        return built;
    }

    private void ReportUnusedDefinitions()
    {
        if (syntax is not { } program)
        {
            return;
        }

        foreach (var unused in UnusedDefinitions.Of(program).OrderBy(definition => definition.NameSpan.Start))
        {
            unused.NameSpan.Source.Report(
                Rules.UnusedDefinition, unused.NameSpan.Start, unused.NameSpan.End - unused.NameSpan.Start,
                string.Join(", ", unused.Names));
        }
    }

    private Value Program(SpecScalar scalar, Scope prelude)
    {
        var source = new ProgramText(scalar.Text, scalar.LocationOf, diagnostics);
        if (Parser.Parse(source) is not { } program)
        {
            // Nothing is known of its numbers now, so nothing can be said of the arguments.
            taken.UnionWith(model.Arguments.Select(argument => argument.Key.Text));
            return ErrorValue.Instance;
        }

        syntax = program;
        var imported = Import(program.Uses, model.Program!.Location.File, prelude, []);
        if (diagnostics.Contains(Rules.UnknownLibrary) || diagnostics.Contains(Rules.LibraryCycle))
        {
            // Which names are unknown cannot be said where a file of names is missing.
            taken.UnionWith(model.Arguments.Select(argument => argument.Key.Text));
            return ErrorValue.Instance;
        }

        var scope = evaluator.Define(program.Definitions, imported, (definition, above) => Hyperparameter(definition, above, source));
        if (program.Result is null)
        {
            source.Report(Rules.NoResult, Math.Max(scalar.Text.TrimEnd().Length - 1, 0), 1);
            return ErrorValue.Instance;
        }

        return evaluator.Evaluate(program.Result, scope);
    }

    // Brings in the definitions of other files, each file once; what is wrong in them is reported there.
    private Scope Import(EquatableArray<UseDirective> uses, string from, Scope scope, EquatableArray<string> importing)
    {
        foreach (var use in uses)
        {
            var path = SpecChain.Resolve(files.First(file => file.Path == from).RelativePath, use.Path);
            var found = files.FirstOrDefault(file => file.RelativePath == path);
            var problem = found is null ? Rules.UnknownLibrary
                : importing.Contains(found.RelativePath) ? Rules.LibraryCycle
                : null;
            if (problem is not null)
            {
                Report(problem, use.Span, use.Path);
            }
            else if (importing.Count == MaximalChain)
            {
                Report(Rules.ProgramTooLarge, use.Span, $"more than {MaximalChain} files use each other in a row");
            }
            else if (imported.Add(found!.RelativePath))
            {
                scope = Import(found, scope, importing.Append(found.RelativePath).ToEquatableArray());
            }
        }

        return scope;
    }

    private Scope Import(SpecFile file, Scope scope, EquatableArray<string> importing)
    {
        if (!file.IsReadable(diagnostics) || Parser.Parse(new ProgramText(file.Text, file.LocationOf, diagnostics)) is not { } library)
        {
            return scope;
        }

        if (library.Result is { Span: var span })
        {
            Report(Rules.UnexpectedToken, span, "an expression",
                "definitions only: the model stands in the spec, and a file that it uses has none");
        }

        return evaluator.Define(library.Definitions, Import(library.Uses, file.Path, scope, importing));
    }

    private static void Report(Rule rule, Span span, params string[] arguments) =>
        span.Source.Report(rule, span.Start, span.End - span.Start, arguments);

    private Value Preset(Scope scope)
    {
        if (Prelude.Preset(CamelCase(model.Type)) is not { } preset)
        {
            var presets = Prelude.Presets.Select(KebabCase).ToList();
            diagnostics.Report(
                Rules.UnknownPreset, model.Location, model.Type,
                Suggestions.Closest(model.Type, presets.Append("ngram")) is { } closest
                    ? $" Did you mean '{closest}'?"
                    : $" The presets are {string.Join(", ", presets)}; 'ngram' counts.");
            taken.UnionWith(model.Arguments.Select(argument => argument.Key.Text));
            return ErrorValue.Instance;
        }

        var inner = preset.Parameters.Aggregate(scope, (outer, parameter) => outer.With(
            parameter.Name,
            Given(parameter.Name, parameter.Default!, scope, parameter.Summary, null) ?? evaluator.Evaluate(parameter.Default!, scope)));

        return evaluator.Evaluate(preset.Value, inner);
    }

    private void ReportUnused()
    {
        var known = model.Program is null
            ? Prelude.Preset(CamelCase(model.Type))?.Parameters.Select(p => p.Name) ?? []
            : graph.Hyperparameters.Select(hyperparameter => hyperparameter.Name);
        foreach (var argument in model.Arguments.Where(argument => !taken.Contains(argument.Key.Text)))
        {
            var owner = model.Program is null ? model.Type : "program";
            diagnostics.Report(
                Rules.UnknownArgument, argument.Key.Location, owner, argument.Key.Text,
                Evaluator.Suggestion(argument.Key.Text, known.Select(KebabCase)), "");
        }
    }

    // The result may be the logits themselves, or a layer that makes them from the tokens.
    private int? Logits(Value result)
    {
        if (result is FunctionValue function)
        {
            result = evaluator.ApplyTo(function, new TensorValue(0, graph.ShapeOf(0)), function.Origin ?? default);
        }

        if (result is ErrorValue)
        {
            return null;
        }

        if (result is TensorValue tensor && graph.IsLogits(tensor.Node))
        {
            return tensor.Node;
        }

        var advice = result switch
        {
            TensorValue { Node: 0 } => "Put 'embed n' or 'onehot' behind 'tokens |>', and end with '|> linear vocab'.",
            TensorValue { Shape.Rank: 2 } or TensorValue { Shape.Rank: 3 } => "End it with '|> linear vocab'.",
            TensorValue => "Join the dimensions with 'flatten', then end with 'linear vocab'.",
            _ => "Start with 'tokens |> ...' and end with '|> linear vocab'.",
        };
        diagnostics.Report(Rules.NotLogits, model.Program?.Location ?? model.Location, result.Display, advice);
        return null;
    }

    /// <summary><c>feed-forward</c> in a spec is <c>feedForward</c> in a program.</summary>
    public static string CamelCase(string kebab) => string.Concat(kebab.Split('-')
        .Select((word, index) => index == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word.Substring(1)));

    /// <summary><c>feedForward</c> in a program is <c>feed-forward</c> in a spec and on the command line.</summary>
    public static string KebabCase(string camel) => string.Concat(camel.Select((character, index) =>
        char.IsUpper(character) && index > 0 ? "-" + char.ToLowerInvariant(character)
            : char.ToLowerInvariant(character).ToString()))
        .Replace('_', '-');
}
