using Makemore.Generators.Collections;

namespace Makemore.Generators.Language;

/// <summary>Finds names that nothing defines, also in functions that are never called.</summary>
internal static class NameCheck
{
    /// <summary>Checks the body of a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="scope">What stands above it.</param>
    /// <param name="report">Takes a name and the names that would have been known.</param>
    public static void Check(Definition function, Scope scope, Action<NameExpression, IEnumerable<string>> report)
    {
        foreach (var parameter in function.Parameters.Where(parameter => parameter.Default is not null))
        {
            Check(parameter.Default!, scope, report);
        }

        CheckBody(function.Parameters, function.Value, scope, report);
    }

    // The sizes of axes may be those of other parameters.
    private static void CheckBody(
        EquatableArray<FunctionParameter> parameters, Expression body, Scope scope, Action<NameExpression, IEnumerable<string>> report)
    {
        var inner = With(scope, parameters);
        foreach (var size in parameters.SelectMany(parameter => parameter.Axes).Select(axis => axis.Size).OfType<Expression>().Append(body))
        {
            Check(size, inner, report);
        }
    }

    private static void Check(Expression expression, Scope scope, Action<NameExpression, IEnumerable<string>> report)
    {
        switch (expression)
        {
            case NameExpression name when scope.Find(name.Name) is null:
                report(name, scope.Names);
                break;
            case Application application:
                CheckApplication(application, scope, report);
                break;
            case Lambda lambda:
                CheckBody(lambda.Parameters, lambda.Body, scope, report);
                break;
            case Operator chain:
                CheckChain(chain, scope, report);
                break;
            case Comprehension comprehension:
                Check(comprehension.Source, scope, report);
                Check(comprehension.Item, scope.With(comprehension.Name, ErrorValue.Instance), report);
                break;
            case MatchExpression match:
                Check(match.Value, scope, report);
                foreach (var one in match.Cases)
                {
                    Check(one.Result, one.Pattern is NameExpression { Name: not "none" } taken ? scope.With(taken.Name, ErrorValue.Instance) : scope, report);
                }

                break;
            case Block block:
                CheckBlock(block, scope, report);
                break;
            default:
                foreach (var child in expression.Children)
                {
                    Check(child, scope, report);
                }

                break;
        }
    }

    private static void CheckApplication(Application application, Scope scope, Action<NameExpression, IEnumerable<string>> report)
    {
        Check(application.Function, scope, report);
        var operation = application.Function is NameExpression name ? scope.Find(name.Name) as OperationValue : null;
        foreach (var argument in application.Arguments)
        {
            if (operation?.Definition.TakesWord(argument.Name) != true)
            {
                Check(argument.Value, scope, report);
            }
        }
    }

    // A chain of operators may be long, so its left spine is walked, not descended.
    private static void CheckChain(Operator chain, Scope scope, Action<NameExpression, IEnumerable<string>> report)
    {
        Expression left = chain;
        while (left is Operator step)
        {
            Check(step.Right, scope, report);
            left = step.Left;
        }

        Check(left, scope, report);
    }

    private static void CheckBlock(Block block, Scope scope, Action<NameExpression, IEnumerable<string>> report)
    {
        foreach (var definition in block.Definitions)
        {
            Check(definition, scope, report);
            scope = definition.Names.Aggregate(scope, (outer, name) => outer.With(name, ErrorValue.Instance));
        }

        Check(block.Result, scope, report);
    }

    private static Scope With(Scope scope, EquatableArray<FunctionParameter> parameters) =>
        parameters.SelectMany(parameter => parameter.Names)
            .Aggregate(scope, (outer, name) => outer.With(name, ErrorValue.Instance));
}
