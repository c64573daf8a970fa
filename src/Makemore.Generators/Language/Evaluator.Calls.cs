using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <content>How functions take their arguments.</content>
internal sealed partial class Evaluator
{
    private Value Call(FunctionValue function, IReadOnlyList<CallArgument> arguments, Span span)
    {
        if (++depth > MaximalDepth)
        {
            depth--;
            return TooLarge(span);
        }

        var result = Bind(function, arguments) is var (filled, left) ? Complete(filled, left, span) : ErrorValue.Instance;
        depth--;
        return result;
    }

    // Gives each argument to its parameter; what is left over is for the result. Null where an argument is wrong.
    private (FunctionValue Filled, EquatableArray<CallArgument> Left)? Bind(FunctionValue function,
        IReadOnlyList<CallArgument> arguments)
    {
        var bound = function.Bound.ToList();
        // Names first: what is given by name is not filled by position.
        foreach (var argument in arguments.Where(argument => argument.Name is not null))
        {
            if (function.Parameters.All(parameter => parameter.Name != argument.Name)
                && function is not OperationValue { Definition.Axes: not null })
            {
                Report(
                    Rules.UnknownArgument, argument.Span, function.Name, argument.Name!,
                    Suggestion(argument.Name!, function.Parameters.Select(p => p.Name)));
                return null;
            }

            if (bound.Any(other => other.Name == argument.Name))
            {
                Report(Rules.DuplicateName, argument.Span, argument.Name!);
                return null;
            }

            bound.Add(new(argument.Name!, argument.Value, argument.Span));
        }

        // A number fills a parameter with a default where only the tensor is missing ('flatten 2') or nothing is ('normal 0.01').
        var open = OpenParameters(function, bound, isRequired: true);
        var optional = OpenParameters(function, bound, isRequired: false);
        var left = new List<CallArgument>();
        foreach (var argument in arguments.Where(argument => argument.Name is null))
        {
            var isForTensor = open.Count > 0 && IsForTensor(function, open.Peek());
            var target = open.Count > 0 && (!isForTensor || argument.Value is TensorValue) ? open
                : optional.Count > 0 && argument.Value is not TensorValue
                    && !(isForTensor && argument.Value is FunctionValue) ? optional
                : null;
            if (target is null)
            {
                left.Add(argument);
            }
            else
            {
                bound.Add(new(target.Dequeue(), argument.Value, argument.Span));
            }
        }

        if (open.Count > 0 && left.Count > 0)
        {
            // It waits for a tensor alone, and this is none: the check says so.
            bound.Add(new(open.Peek(), left[0].Value, left[0].Span));
        }

        if (bound.Select(argument => Checked(function, argument)).Contains(false))
        {
            return null;
        }

        FunctionValue filled = function switch
        {
            OperationValue operation => operation with { Bound = bound.ToEquatableArray() },
            ClosureValue closure => closure with { Bound = bound.ToEquatableArray() },
            ComposedValue composed => composed with { Bound = bound.ToEquatableArray() },
            SharedValue shared => shared with { Bound = bound.ToEquatableArray() },
            _ => throw new InvalidOperationException($"Nothing is known of {function.GetType().Name}."),
        };
        return (filled, left.ToEquatableArray());
    }

    // Runs a function that has all it needs, and gives its result what is left.
    private Value Complete(FunctionValue function, EquatableArray<CallArgument> left, Span span)
    {
        if (function.Missing.Count > 0)
        {
            return function;
        }

        var result = function is ComposedValue composed
            ? InvokeComposed(composed, composed.Bound[0].Value, span)
            : function is SharedValue shared ? InvokeShared(shared, span)
            : Invoke(function, span);
        if (left.Count == 0 || result is ErrorValue)
        {
            return result;
        }

        if (result is FunctionValue next)
        {
            return Call(next, left, span);
        }

        Report(Rules.NotAFunction, left[0].Span, $"The result of '{function.Name}'",
            $"It is {result.Display}: this argument is one too many.");
        return ErrorValue.Instance;
    }

    private static Queue<string> OpenParameters(FunctionValue function, List<BoundArgument> bound, bool isRequired) => new(
        function.Parameters
            .Where(parameter => parameter.IsRequired == isRequired && bound.All(argument => argument.Name != parameter.Name))
            .Select(parameter => parameter.Name));

    private static bool IsForTensor(FunctionValue function, string parameter) =>
        function is OperationValue operation && operation.Definition.Parameter(parameter).Kind == ArgumentKind.Tensor;

    // A chain of '>>' or '<<' may be long, so it is walked, not descended.
    private Value InvokeComposed(ComposedValue composed, Value input, Span span)
    {
        using var call = CallOf(composed, composed.Numbers);
        var steps = new Stack<FunctionValue>([composed.Second, composed.First]);
        var value = input;
        while (steps.Count > 0 && value is not ErrorValue)
        {
            var step = steps.Pop();
            if (step is ComposedValue { Let: null } chain)
            {
                steps.Push(chain.Second);
                steps.Push(chain.First);
            }
            else
            {
                value = ApplyTo(step, value, step.Origin ?? span);
            }
        }

        return value;
    }

    private Value InvokeShared(SharedValue shared, Span span)
    {
        using var weights = graph.Share(shared.Weights);
        var layer = shared.Layer with { Let = shared.Let ?? shared.Layer.Let, Function = shared.Function ?? shared.Layer.Function };
        return ApplyTo(layer, shared.Bound[0].Value, shared.Layer.Origin ?? span);
    }

    // Whether a function waits for the index of a repetition: for a number and then a tensor, or for a number that makes it a layer.
    private bool TakesIndex(FunctionValue function)
    {
        if (function is not ClosureValue { Missing.Count: 1 })
        {
            return function is ClosureValue { Missing.Count: 2 };
        }

        var wasSilent = isSilent;
        isSilent = true;
        var isLayer = graph.Try(() => ApplyTo(function, new NumberValue(Number.Of(0)), function.Origin ?? default) is FunctionValue);
        isSilent = wasSilent;
        foreach (var node in places.Keys.Where(node => node >= graph.Count).ToList())
        {
            places.Remove(node);
        }

        return isLayer;
    }

    private Value Invoke(FunctionValue function, Span span)
    {
        if (++depth > MaximalDepth || ++work > MaximalWork || graph.Count > MaximalNodes)
        {
            depth--;
            return TooLarge(span);
        }

        calls.Push(span);
        var result = function is ClosureValue closure ? InvokeClosure(closure, span) : InvokeOperation((OperationValue)function, span);
        calls.Pop();
        depth--;
        return result;
    }

    private Value InvokeClosure(ClosureValue closure, Span span)
    {
        running.Push(closure.Name);
        var scope = closure.Scope;
        foreach (var formal in closure.Formals)
        {
            var given = closure.Bound.FirstOrDefault(argument => argument.Name == formal.Name);
            scope = formal.Parts.Count > 0
                ? Destructure(formal.Parts, given!.Value, given.Span, scope, int.MaxValue)
                : scope.With(formal.Name, given?.Value ?? Evaluate(formal.Default!, closure.Scope));
        }

        if (!HaveTheirAxes(closure, scope, span))
        {
            running.Pop();
            return ErrorValue.Instance;
        }

        var numbers = closure.Formals
            .Select(formal => scope.Find(formal.Name) is NumberValue { Number: var number } ? new CallNumber(formal.Name, number) : null)
            .OfType<CallNumber>().ToEquatableArray();
        // A function of functions leaves no trace: what it is given has names of its own.
        var isPlain = closure.Bound.All(argument => argument.Value is not FunctionValue);
        using var call = isPlain ? CallOf(closure, numbers) : null;
        var result = Evaluate(closure.Body, scope);
        running.Pop();
        return isPlain && result is FunctionValue { Let: null } layer
            ? layer with { Let = closure.Let, Function = closure.Function, Numbers = numbers }
            : result;
    }

    private Value RunPrelude(string name, IReadOnlyDictionary<string, Value> arguments)
    {
        var program = (ClosureValue)(layers ??= Define(Prelude.Layers, Known)).Find(name)!;
        var bound = program.Formals.Select(formal => new BoundArgument(formal.Name, arguments[formal.Name], default));
        // It stands for the layer itself, so its own name is none of a path's.
        return Invoke(program with { Bound = bound.ToEquatableArray(), Let = null, Function = null }, default);
    }

    private IDisposable? CallOf(FunctionValue function, EquatableArray<CallNumber> numbers) =>
        function is { Let: { } name, Function: { } definition } ? graph.Call(name, definition, numbers) : null;

    private Value InvokeOperation(OperationValue operation, Span span)
    {
        var arguments =
            operation.Bound.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal);
        try
        {
            var before = graph.Count;
            var result = operation.Definition.Apply(new(
                graph, operation.Definition, arguments, (layer, input) => ApplyTo(layer, input, layer.Origin ?? span))
            {
                TakesIndex = TakesIndex,
                RunPrelude = RunPrelude,
            });
            Remember(before, operation.Origin ?? span);
            if (operation.Let is { } name && result is TensorValue tensor && tensor.Node >= before)
            {
                graph.Name(tensor.Node, name);
            }

            return result is NumberValue { Number: var number } ? Limited(number, span) : result;
        }
        catch (ShapeException problem)
        {
            Report(Rules.ShapeMismatch, operation.Origin ?? span, operation.Step, problem.Found, problem.Expected);
            return ErrorValue.Instance;
        }
    }
}
