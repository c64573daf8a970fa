using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <content>Decisions between several values.</content>
internal sealed partial class Evaluator
{
    // The first case that is met; what decides is constant from then on.
    private Value EvaluateMatch(MatchExpression match, Scope scope)
    {
        var value = Evaluate(match.Value, scope);
        if (value is ErrorValue)
        {
            return value;
        }

        foreach (var one in match.Cases)
        {
            if (one.Pattern is NameExpression { Name: not "none" } name)
            {
                return Evaluate(one.Result, name.Name == "_" ? scope : scope.With(name.Name, value));
            }

            if (Meets(value, Evaluate(one.Pattern, scope)))
            {
                return Evaluate(one.Result, scope);
            }
        }

        Report(
            Rules.WrongArgument, match.Value.Span, "value", "match", "one that a case has; '| _ -> ...' takes all others", value.Display, "");
        return ErrorValue.Instance;
    }

    private bool Meets(Value value, Value pattern)
    {
        if (value is NumberValue { Number: { Value: { } known } number } && pattern is NumberValue { Number.Value: { } sought })
        {
            graph.MakeConstant(number, "match");
            return known == sought;
        }

        if (pattern is NoneValue)
        {
            return value is NoneValue;
        }

        return value is BooleanValue condition && pattern is BooleanValue expected && condition.Value == expected.Value;
    }
}
