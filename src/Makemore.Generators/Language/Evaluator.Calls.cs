using Makemore.Generators.Diagnostics;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <content>How functions take their arguments.</content>
internal sealed partial class Evaluator
{
    private Value Call(FunctionValue function, IReadOnlyList<(string? Name, Value Value, Span Span)> arguments, Span span)
    {
        var bound = function.Bound.ToList();
        // Names first: what is given by name is not filled by position.
        foreach (var (name, value, at) in arguments)
        {
            if (name is null)
            {
                continue;
            }

            if (function.Parameters.All(parameter => parameter.Name != name))
            {
                Report(Rules.UnknownArgument, at, function.Name, name, Suggestion(name, function.Parameters.Select(p => p.Name)));
                return ErrorValue.Instance;
            }

            if (bound.Any(other => other.Name == name))
            {
                Report(Rules.DuplicateName, at, name);
                return ErrorValue.Instance;
            }

            bound.Add(new(name, value, at));
        }

        var positional = new Queue<(string? Name, Value Value, Span Span)>(arguments.Where(argument => argument.Name is null));
        var open = new Queue<string>(function.Parameters
            .Where(parameter => parameter.IsRequired && bound.All(argument => argument.Name != parameter.Name))
            .Select(parameter => parameter.Name));
        while (positional.Count > 0 && open.Count > 0 && !IsForOptional(function, open.Peek(), positional.Peek().Value))
        {
            var (_, value, at) = positional.Dequeue();
            bound.Add(new(open.Dequeue(), value, at));
        }

        // What is left over goes to the parameters with defaults: 'normal 0.01'. A tensor goes to the result instead.
        var optional = new Queue<string>(function.Parameters
            .Where(parameter => !parameter.IsRequired && bound.All(argument => argument.Name != parameter.Name))
            .Select(parameter => parameter.Name));
        while (positional.Count > 0 && optional.Count > 0 && positional.Peek().Value is not TensorValue)
        {
            var (_, value, at) = positional.Dequeue();
            bound.Add(new(optional.Dequeue(), value, at));
        }

        if (bound.Select(argument => Checked(function, argument)).Contains(false))
        {
            return ErrorValue.Instance;
        }

        var filled = function switch
        {
            OperationValue operation => operation with { Bound = bound.ToEquatableArray() },
            ClosureValue closure => closure with { Bound = bound.ToEquatableArray() },
            _ => function,
        };
        if (open.Count > 0)
        {
            return filled;
        }

        var result = function is ComposedValue composed
            ? InvokeComposed(composed, bound[0].Value, span)
            : Invoke(filled, span);
        if (positional.Count == 0 || result is ErrorValue)
        {
            return result;
        }

        if (result is FunctionValue next)
        {
            return Call(next, [.. positional], span);
        }

        Report(Rules.NotAFunction, positional.Peek().Span, $"The result of '{function.Name}'", $"It is {result.Display}: this argument is one too many.");
        return ErrorValue.Instance;
    }

    // 'flatten 2' gives the number to the optional argument and still waits for the tensor.
    private static bool IsForOptional(FunctionValue function, string parameter, Value value) =>
        function is OperationValue operation
        && value is not TensorValue
        && operation.Definition.Parameters.First(candidate => candidate.Name == parameter).Kind == ArgumentKind.Tensor;

    private Value InvokeComposed(ComposedValue composed, Value input, Span span)
    {
        // A long chain of '>>' leans to the left; walk it instead of descending.
        var steps = new Stack<FunctionValue>();
        FunctionValue first = composed;
        while (first is ComposedValue chain)
        {
            steps.Push(chain.Second);
            first = chain.First;
        }

        steps.Push(first);
        var value = input;
        while (steps.Count > 0)
        {
            var step = steps.Pop();
            value = ApplyTo(step, value, step.Origin ?? span);
        }

        return value;
    }

    private Value Invoke(FunctionValue function, Span span)
    {
        if (++depth > MaximalDepth || ++work > MaximalWork || graph.Count > MaximalNodes)
        {
            depth--;
            return TooLarge(span);
        }

        calls.Push(span);
        var result = function is ClosureValue closure ? InvokeClosure(closure) : InvokeOperation((OperationValue)function, span);
        calls.Pop();
        depth--;
        return result;
    }

    private Value InvokeClosure(ClosureValue closure)
    {
        running.Push(closure.Name);
        var scope = closure.Scope;
        foreach (var formal in closure.Formals)
        {
            var given = closure.Bound.FirstOrDefault(argument => argument.Name == formal.Name);
            scope = scope.With(formal.Name, given?.Value ?? Evaluate(formal.Default!, closure.Scope));
        }

        var result = Evaluate(closure.Body, scope);
        running.Pop();
        return result;
    }

    private Value InvokeOperation(OperationValue operation, Span span)
    {
        var arguments = operation.Bound.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal);
        try
        {
            return operation.Definition.Apply(new(
                graph, operation.Definition, arguments, (layer, input) => ApplyTo(layer, input, layer.Origin ?? span)));
        }
        catch (ShapeException problem)
        {
            Report(Rules.ShapeMismatch, operation.Origin ?? span, operation.Step, problem.Found, problem.Expected);
            return ErrorValue.Instance;
        }
    }

    // Arguments of operations are checked when they are given, so that the error stands at the argument.
    private bool Checked(FunctionValue function, BoundArgument argument)
    {
        if (function is not OperationValue operation || function.Bound.Contains(argument))
        {
            return true;
        }

        var parameter = operation.Definition.Parameters.First(candidate => candidate.Name == argument.Name);
        var fits = parameter.Kind switch
        {
            ArgumentKind.Count or ArgumentKind.Integer => argument.Value is NumberValue { Number.IsInteger: true },
            ArgumentKind.Real or ArgumentKind.Share => argument.Value is NumberValue,
            ArgumentKind.Boolean => argument.Value is BooleanValue,
            ArgumentKind.Tensor => argument.Value is TensorValue,
            ArgumentKind.Layer => argument.Value is FunctionValue,
            ArgumentKind.Initializer => Initializer(argument.Value) is not null,
            ArgumentKind.OptionalInitializer => argument.Value is BooleanValue || Initializer(argument.Value) is not null,
            _ => argument.Value is WordValue word && parameter.Words.Contains(word.Word),
        };
        if (!fits)
        {
            var advice = argument.Value is WordValue given ? Suggestion(given.Word, parameter.Words) : "";
            Report(
                Rules.WrongArgument, argument.Span, parameter.Name == "input" ? "input" : $"argument '{parameter.Name}'",
                operation.Name, parameter.Expected, argument.Value.Display + advice);
            return false;
        }

        var isOutside = argument.Value is NumberValue { Number.Value: { } number } && parameter.Kind switch
        {
            ArgumentKind.Count => number < 1,
            ArgumentKind.Share => number is < 0 or >= 1,
            _ => false,
        };
        if (isOutside && argument.Value is NumberValue count)
        {
            Report(
                Rules.ArgumentOutOfRange, argument.Span, $"argument '{parameter.Name}'", operation.Name, parameter.Expected,
                count.Number is Number.Constant ? count.Number.ToString() : $"{count.Number} = {count.Number.Value}");
            return false;
        }

        return true;
    }

    private static InitializerValue? Initializer(Value value) => value as InitializerValue;
}
