using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <content>Lists, which are known at build time.</content>
internal sealed partial class Evaluator
{
    private const int MostItems = 10_000;

    private Value EvaluateRange(RangeExpression range, Scope scope)
    {
        var (first, last) = (Evaluate(range.First, scope), Evaluate(range.Last, scope));
        if (first is ErrorValue || last is ErrorValue)
        {
            return ErrorValue.Instance;
        }

        if (first is not NumberValue { Number: { IsInteger: true, Value: { } from } low }
            || last is not NumberValue { Number: { IsInteger: true, Value: { } to } high })
        {
            Report(Rules.WrongOperands, range.Span, "..", first.Display, last.Display, "A range is of whole numbers that are known at build time.");
            return ErrorValue.Instance;
        }

        if (to - from >= MostItems)
        {
            return TooLong(range.Span);
        }

        // What is decided at build time must not change with an override.
        graph.MakeConstant(low, "..");
        graph.MakeConstant(high, "..");
        return Operations.ListOf(Enumerable.Range((int)from, Math.Max(0, (int)(to - from) + 1)).Select(item => (Value)new NumberValue(Number.Of(item))));
    }

    private Value EvaluateComprehension(Comprehension comprehension, Scope scope)
    {
        switch (Evaluate(comprehension.Source, scope))
        {
            case ErrorValue:
                return ErrorValue.Instance;
            case ListValue list:
                return Operations.ListOf(list.Items.Select(item => Evaluate(comprehension.Item, scope.With(comprehension.Name, item))));
            case var other:
                Report(
                    Rules.WrongArgument, comprehension.Source.Span, "source", "for", "a list or a range, such as '0 .. 3'", other.Display, "");
                return ErrorValue.Instance;
        }
    }

    private ErrorValue TooLong(Span span)
    {
        Report(Rules.ProgramTooLarge, span, $"this list has more than {MostItems} items");
        return ErrorValue.Instance;
    }
}
