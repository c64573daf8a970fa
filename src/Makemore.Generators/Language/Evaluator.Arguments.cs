using Makemore.Generators.Diagnostics;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Language;

/// <content>What the arguments of an operation must be.</content>
internal sealed partial class Evaluator
{
    // Arguments of operations are checked when they are given, so that the error stands at the argument.
    private bool Checked(FunctionValue function, BoundArgument argument)
    {
        if (function is not OperationValue operation || function.Bound.Contains(argument))
        {
            return true;
        }

        var parameter = operation.Definition.Parameter(argument.Name);
        if (parameter.Kind is not (ArgumentKind.Tensor or ArgumentKind.Operand or ArgumentKind.Tensors or ArgumentKind.Any) && argument.Value is TensorValue)
        {
            Report(
                Rules.MissingArgument, operation.Origin ?? argument.Span, operation.Step, parameter.Name, parameter.Expected,
                argument.Value.Display);
            return false;
        }

        var fits = parameter.Kind switch
        {
            ArgumentKind.Count or ArgumentKind.Integer => argument.Value is NumberValue { Number.IsInteger: true },
            ArgumentKind.Real or ArgumentKind.NotNegative or ArgumentKind.Share => argument.Value is NumberValue,
            ArgumentKind.Boolean => argument.Value is BooleanValue,
            ArgumentKind.Tensor => argument.Value is TensorValue,
            ArgumentKind.Operand => argument.Value is TensorValue || argument.Value is NumberValue,
            ArgumentKind.Tensors => argument.Value is TensorValue
                || (argument.Value is TupleValue tuple && tuple.Items.All(item => item is TensorValue)),
            ArgumentKind.Axis => argument.Value is WordValue,
            ArgumentKind.List => argument.Value is ListValue,
            ArgumentKind.Any => true,
            ArgumentKind.Layer => argument.Value is FunctionValue,
            ArgumentKind.Initializer => argument.Value is InitializerValue,
            ArgumentKind.OptionalInitializer => argument.Value is BooleanValue || argument.Value is InitializerValue,
            _ => argument.Value is WordValue word && parameter.Words.Contains(word.Word),
        };
        if (!fits)
        {
            Report(
                Rules.WrongArgument, argument.Span, parameter.Name == "input" ? "input" : $"argument '{parameter.Name}'",
                operation.Name, parameter.Expected, argument.Value.Display, AdviceOn(argument, parameter));
            return false;
        }

        var isOutside = argument.Value is NumberValue { Number.Value: { } number } && parameter.Kind switch
        {
            ArgumentKind.Count => number < 1,
            ArgumentKind.Share => number is < 0 or >= 1,
            ArgumentKind.NotNegative => number < 0,
            _ => false,
        };
        if (isOutside && argument.Value is NumberValue count)
        {
            Report(
                Rules.ArgumentOutOfRange, argument.Span, $"argument '{parameter.Name}'", operation.Name, parameter.Expected,
                count.Number is Number.Constant ? count.Number.ToString() : $"{count.Number} = {count.Number.Value}");
            return false;
        }

        if (argument.Value is NumberValue { Number: var formula })
        {
            RequireInRange(parameter, formula, operation.Name);
        }

        return true;
    }

    // What holds for the defaults of a formula must hold after overrides too.
    private void RequireInRange(OperationParameter parameter, Number formula, string step)
    {
        if (formula.IsPlain)
        {
            return;
        }

        if (parameter.Kind == ArgumentKind.Count)
        {
            // A sum of products of sizes is positive if they are; those of the run always are.
            IEnumerable<Number> sizes = Polynomial.IsPositive(formula) ? formula.Symbols : [formula];
            foreach (var number in sizes.Where(size => size != graph.Vocabulary && size != graph.Context))
            {
                graph.Require(new(ConstraintKind.AtLeast, number, Number.Of(1), step));
            }
        }
        else if (parameter.Kind is ArgumentKind.Share or ArgumentKind.NotNegative)
        {
            graph.Require(new(ConstraintKind.AtLeast, formula, Number.Of(0), step));
        }

        if (parameter.Kind == ArgumentKind.Share)
        {
            graph.Require(new(ConstraintKind.Below, formula, Number.Of(1), step));
        }
    }
}
