using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <content>The axes that a function says its tensors have.</content>
internal sealed partial class Evaluator
{
    // Whether all tensors that a function was given have the axes that it names, and the sizes, now and after every override.
    private bool HaveTheirAxes(ClosureValue closure, Scope scope, Span span) => closure.Formals
        .Where(formal => formal.Axes.Count > 0)
        .Select(formal => HasItsAxes(closure, formal, closure.Bound.First(argument => argument.Name == formal.Name), scope, span))
        .ToList().TrueForAll(isRight => isRight);

    private bool HasItsAxes(ClosureValue closure, FunctionParameter formal, BoundArgument given, Scope scope, Span span)
    {
        var function = closure.Name == "fun" ? closure.Let ?? closure.Step : closure.Name;
        var axes = $"({string.Join(", ", formal.Axes.Select(axis => axis.Size is { } size ? $"{axis.Name}={size.Span.Text}" : axis.Name))})";
        if (given.Value is not TensorValue { Node: var node, Shape: var shape } tensor)
        {
            Report(
                Rules.WrongArgument, given.Span, $"argument '{formal.Name}'", function, $"a tensor with the axes {axes}", given.Value.Display, "");
            return false;
        }

        try
        {
            if (!shape.Names.OrderBy(name => name, StringComparer.Ordinal)
                .SequenceEqual(formal.Axes.Select(axis => axis.Name).OrderBy(name => name, StringComparer.Ordinal)))
            {
                throw new ShapeException(
                    $"{tensor.Display} as '{formal.Name}', with the axes ({string.Join(", ", shape.Names)})", $"one with the axes {axes}");
            }

            var areKnown = true;
            graph.Check(function, node, inference =>
            {
                foreach (var axis in formal.Axes.Where(axis => areKnown && axis.Size is not null))
                {
                    if (SizeOf(axis, function, scope) is { } size)
                    {
                        inference.RequireEqual(
                            shape.Axes[axis.Name].Size, size, $"a tensor with the axes {axes} as '{formal.Name}'; this is {shape}");
                    }
                    else
                    {
                        areKnown = false;
                    }
                }
            });
            return areKnown;
        }
        catch (ShapeException problem)
        {
            Report(Rules.ShapeMismatch, span, function, problem.Found, problem.Expected);
            return false;
        }
    }

    private Number? SizeOf(AnnotatedAxis axis, string function, Scope scope)
    {
        switch (Evaluate(axis.Size!, scope))
        {
            case NumberValue { Number: { IsInteger: true } size }:
                return size;
            case ErrorValue:
                return null;
            case var other:
                Report(Rules.WrongArgument, axis.Size!.Span, $"size of the axis '{axis.Name}'", function, "a whole number", other.Display, "");
                return null;
        }
    }
}
