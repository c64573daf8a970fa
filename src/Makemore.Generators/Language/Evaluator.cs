using Makemore.Generators.Diagnostics;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <summary>
/// Runs a program at build time: numbers stay formulas, layers are functions, and a tensor is a node of the graph.
/// What is wrong is reported once and becomes an <see cref="ErrorValue"/>, so that the rest is still checked.
/// </summary>
internal sealed partial class Evaluator
{
    private const int MaximalDepth = 200;
    private const int MaximalWork = 200_000;
    private const int MaximalNodes = 20_000;

    // The same for every program, so made once.
    private static readonly Scope KnownOperations = Scope.Of(Operations.All.Reverse()
        .Select(operation => new KeyValuePair<string, Value>(operation.Name, new OperationValue(operation, [], null))));

    private readonly GraphBuilder graph;
    private readonly DiagnosticBag diagnostics;
    private readonly SourceLocation fallback;
    private readonly Stack<Span> calls = new();
    private readonly Stack<string> running = new();
    private readonly Dictionary<int, Place> places = [];
    private Scope? functions;
    private Scope? layers;
    private bool isSilent;
    private int depth;
    private int work;

    /// <summary>Prepares a run.</summary>
    /// <param name="graph">The graph to build.</param>
    /// <param name="diagnostics">Where errors go.</param>
    /// <param name="fallback">The place of an error that has none in the user's own text.</param>
    public Evaluator(GraphBuilder graph, DiagnosticBag diagnostics, SourceLocation fallback) =>
        (this.graph, this.diagnostics, this.fallback) = (graph, diagnostics, fallback);

    /// <summary>What every program knows: the functions of the prelude above all else.</summary>
    public Scope Known => functions ??= Define(Prelude.Functions, Builtins);

    // The operations, the input, and the numbers that need no definition.
    private Scope Builtins => KnownOperations
        .With("tokens", new TensorValue(0, graph.ShapeOf(0)))
        .With("vocab", new NumberValue(graph.Vocabulary))
        .With("context", new NumberValue(graph.Context))
        .With("none", NoneValue.Instance);

    /// <summary>Defines what a block defines.</summary>
    /// <param name="definitions">The definitions, in order.</param>
    /// <param name="scope">The scope that they join.</param>
    /// <param name="given">Gives the value of a definition that is set from outside, by what is defined above it; or null.</param>
    /// <returns>The scope with all of them.</returns>
    public Scope Define(IEnumerable<Definition> definitions, Scope scope, Func<Definition, Scope, Value?>? given = null)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            if (!names.Add(definition.Name))
            {
                Report(Rules.DuplicateName, definition.NameSpan, definition.Name);
                continue;
            }

            var before = graph.Count;
            var value = given?.Invoke(definition, scope) ?? Named(Meaning(definition, scope), definition.Name, before);
            scope = definition.Parts.Count > 0
                ? Destructure(definition.Parts, value, definition.NameSpan, scope, before)
                : scope.With(definition.Name, value);
        }

        return scope;
    }

    /// <summary>The meaning of an expression.</summary>
    public Value Evaluate(Expression expression, Scope scope)
    {
        if (++depth > MaximalDepth || ++work > MaximalWork || graph.Count > MaximalNodes)
        {
            depth--;
            return TooLarge(expression.Span);
        }

        var value = expression switch
        {
            NumberLiteral literal =>
                new NumberValue(literal.IsInteger ? Number.Of((long)literal.Value) : Number.Of(literal.Value)),
            BooleanLiteral literal => new BooleanValue(literal.Value),
            NameExpression name => Complete(Lookup(name, scope), name.Span),
            Application application => EvaluateApplication(application, scope),
            Lambda lambda => EvaluateLambda(lambda, scope),
            Operator chain => EvaluateChain(chain, scope),
            Negation negation => Negate(Evaluate(negation.Operand, scope), negation.Span),
            Conditional conditional => EvaluateConditional(conditional, scope),
            MatchExpression match => EvaluateMatch(match, scope),
            Block block => EvaluateBlock(block, scope),
            TupleExpression tuple => EvaluateTuple(tuple, scope),
            ListExpression list => Operations.ListOf(list.Items.Select(item => Evaluate(item, scope))),
            RangeExpression range => EvaluateRange(range, scope),
            Comprehension comprehension => EvaluateComprehension(comprehension, scope),
            _ => throw new InvalidOperationException($"No meaning for {expression.GetType().Name}."),
        };
        depth--;
        return value;
    }

    /// <summary>Applies a function to one more argument, as <c>|></c> does.</summary>
    public Value ApplyTo(Value function, Value argument, Span span)
    {
        if (function is ErrorValue || argument is ErrorValue)
        {
            return ErrorValue.Instance;
        }

        if (function is not FunctionValue callee)
        {
            Report(
                Rules.NotAFunction, span, Capital(function.Display),
                function is TensorValue ? "Join steps with '|>' once, and layers with '>>'." : "A layer is expected here.");
            return ErrorValue.Instance;
        }

        return Call(callee, [new(null, argument, span)], span);
    }

    private Value Meaning(Definition definition, Scope scope)
    {
        if (definition.Parameters.Count > 0)
        {
            CheckNames(definition, scope);
            return new ClosureValue(definition.Name, definition.Parameters, definition.Value, scope, [], null);
        }

        running.Push(definition.Name);
        var value = Evaluate(definition.Value, scope);
        running.Pop();
        return value;
    }

    // Generated code and the paths of parameters take their names from the program.
    private Value Named(Value value, string name, int before)
    {
        if (value is TensorValue tensor && tensor.Node >= before)
        {
            graph.Name(tensor.Node, name);
        }

        return value is FunctionValue function ? function with { Let = name, Function = function.Function ?? name } : value;
    }

    private ClosureValue EvaluateLambda(Lambda lambda, Scope scope)
    {
        CheckNames(new("fun", lambda.Parameters, lambda.Body, "", lambda.Span), scope);
        return new("fun", lambda.Parameters, lambda.Body, scope, [], lambda.Span);
    }

    // What is defined while a function runs was checked with that function; the prelude is right.
    private void CheckNames(Definition function, Scope scope)
    {
        if (calls.Count == 0 && function.NameSpan.Source.IsVisible)
        {
            NameCheck.Check(function, scope, (name, names) => ReportUnknown(name, names, function.Name));
        }
    }

    private Value Lookup(NameExpression name, Scope scope)
    {
        if (scope.Find(name.Name) is { } value)
        {
            return value is FunctionValue { Origin: null } function ? function with { Origin = name.Span } : value;
        }

        ReportUnknown(name, scope.Names, running.Contains(name.Name) ? name.Name : null);
        return ErrorValue.Instance;
    }

    // A function all of whose parameters have defaults needs no arguments: its name alone stands for its result.
    private Value Complete(Value value, Span span) =>
        value is FunctionValue { Missing.Count: 0 } function ? Invoke(function, span) : value;

    private Value EvaluateApplication(Application application, Scope scope)
    {
        var function = application.Function is NameExpression name ? Lookup(name, scope) : Evaluate(application.Function, scope);
        var arguments = new List<CallArgument>();
        foreach (var argument in application.Arguments)
        {
            var value = function is OperationValue operation && argument is { Name: { } key, Value: NameExpression word }
                && operation.Definition.TakesWord(key)
                    ? new WordValue(word.Name)
                    : Evaluate(argument.Value, scope);
            arguments.Add(new(argument.Name, value, argument.Span));
        }

        if (function is ErrorValue || arguments.Any(argument => argument.Value is ErrorValue))
        {
            return ErrorValue.Instance;
        }

        if (function is not FunctionValue callee)
        {
            Report(
                Rules.NotAFunction, application.Function.Span, Capital(function.Display),
                "Join steps with '|>', or put an operator between the two.");
            return ErrorValue.Instance;
        }

        return Call(callee with { Origin = application.Span }, arguments, application.Span);
    }

    private Value EvaluateConditional(Conditional conditional, Scope scope)
    {
        switch (Evaluate(conditional.Condition, scope))
        {
            case BooleanValue condition:
                return Evaluate(condition.Value ? conditional.Then : conditional.Else, scope);
            case ErrorValue:
                return ErrorValue.Instance;
            case var other:
                Report(Rules.WrongArgument, conditional.Condition.Span, "condition", "if", "true or false", other.Display, "");
                return ErrorValue.Instance;
        }
    }

    private Value EvaluateBlock(Block block, Scope scope) => Evaluate(block.Result, Define(block.Definitions, scope));

    // A chain of left-associative operators may be long, so its left spine is walked, not descended.
    private Value EvaluateChain(Operator chain, Scope scope)
    {
        var spine = new Stack<Operator>();
        Expression left = chain;
        while (left is Operator inner)
        {
            spine.Push(inner);
            left = inner.Left;
        }

        var value = Evaluate(left, scope);
        while (spine.Count > 0)
        {
            var step = spine.Pop();
            if (++work > MaximalWork)
            {
                return TooLarge(step.Span);
            }

            value = Combine(step, value, scope);
        }

        return value;
    }

    private Value Combine(Operator step, Value left, Scope scope)
    {
        if (step.Symbol is "&&" or "||")
        {
            return left is BooleanValue { Value: var known } && known == (step.Symbol == "||")
                ? left
                : Logic(step, left, Evaluate(step.Right, scope));
        }

        var right = Evaluate(step.Right, scope);
        switch (step.Symbol)
        {
            case "|>":
                return ApplyTo(right, left, step.Right.Span);
            case "<|":
                return ApplyTo(left, right, step.Left.Span);
            case ">>":
                return Compose(step, left, right, left, right);
            case "<<":
                return Compose(step, right, left, left, right);
            case "=" or "<>" or "<" or ">" or "<=" or ">=":
                return Compare(step, left, right);
            default:
                // The prelude is not shown, so its whole step is named.
                return Arithmetic(step.Symbol, left, right, step.Span.Source.IsVisible ? step.SymbolSpan : step.Span);
        }
    }

    private Value Compose(Operator step, Value first, Value second, Value left, Value right)
    {
        if (left is ErrorValue || right is ErrorValue)
        {
            return ErrorValue.Instance;
        }

        if (first is FunctionValue before && second is FunctionValue after)
        {
            return new ComposedValue(before, after, [], step.Span);
        }

        var advice = left is TensorValue
            ? "'x |> f >> g' means '(x |> f) >> g': write 'x |> f |> g', or put 'f >> g' in parentheses."
            : "Both sides must be layers.";
        Report(Rules.WrongOperands, step.SymbolSpan, step.Symbol, left.Display, right.Display, advice);
        return ErrorValue.Instance;
    }
}
