using System.Globalization;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <content>Several values as one.</content>
internal sealed partial class Evaluator
{
    // Gives the parts of a tuple their names.
    private Scope Destructure(EquatableArray<string> parts, Value value, Span span, Scope scope, int before)
    {
        var items = (value as TupleValue)?.Items ?? [];
        if (value is not ErrorValue && items.Count != parts.Count)
        {
            Report(Rules.WrongTuple, span, parts.Count.ToString(CultureInfo.InvariantCulture), value.Display);
            items = [];
        }

        for (var i = 0; i < parts.Count; i++)
        {
            scope = scope.With(parts[i], i < items.Count ? Named(items[i], parts[i], before) : ErrorValue.Instance);
        }

        return scope;
    }

    private Value EvaluateTuple(TupleExpression tuple, Scope scope)
    {
        var items = tuple.Items.Select(item => Evaluate(item, scope)).ToEquatableArray();
        return items.Any(item => item is ErrorValue) ? ErrorValue.Instance : new TupleValue(items);
    }
}
