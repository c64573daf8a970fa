using System.Globalization;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>
/// What applications of a function have in common: numbers in which they differ become parameters of their class, named as those
/// of the function; the width of what comes in is <c>width</c>, and any other is <c>size</c>.
/// </summary>
internal sealed class TorchClassPattern
{
    private readonly List<(Number.Symbol Symbol, IReadOnlyList<Number> Values)> parameters = [];

    /// <summary>Compares applications whose templates are the same.</summary>
    public TorchClassPattern(IReadOnlyList<TorchClassUse> uses)
    {
        Uses = uses;
        Numbers = [.. uses[0].Numbers.Select((_, place) => Common([.. uses.Select(use => use.Numbers[place])], true)!)];
    }

    /// <summary>The applications, in order.</summary>
    public IReadOnlyList<TorchClassUse> Uses { get; }

    /// <summary>The numbers of the class, in the order in which it is written.</summary>
    public IReadOnlyList<Number> Numbers { get; }

    /// <summary>The numbers in which the applications differ.</summary>
    public IEnumerable<Number.Symbol> Parameters => parameters.Select(parameter => parameter.Symbol);

    /// <summary>What an application gives for a number of the class.</summary>
    public Number Argument(TorchClassUse use, Number.Symbol symbol)
    {
        var values = parameters.FirstOrDefault(parameter => parameter.Symbol == symbol).Values;
        return values is null ? symbol : values[Uses.ToList().IndexOf(use)];
    }

    /// <summary>The shape of a node in all applications: in full, by its width, or empty where neither is the same.</summary>
    /// <param name="shapes">The shape in each application.</param>
    public string ShapeOf(IReadOnlyList<Shape> shapes) =>
        shapes.All(shape => shape.ToString() == shapes[0].ToString()) ? shapes[0].ToString()
        : Common([.. shapes.Select(shape => shape.Last)], false) is { } width ? $"(..., {width})"
        : "";

    // Null where only another parameter would do.
    private Number? Common(IReadOnlyList<Number> each, bool mayAdd)
    {
        var areEqual = each.All(number => number.Equals(each[0]));
        if (areEqual && each[0] is Number.Constant)
        {
            return each[0];
        }

        if (Uses[0].Call.Arguments.FirstOrDefault(argument => Uses.Select(use => Given(use.Call, argument.Name)).SequenceEqual(each))
            is { } given)
        {
            return Parameter(given.Name, each, mayAdd);
        }

        if (areEqual && each[0] is Number.Symbol)
        {
            return each[0];
        }

        if (!areEqual && Uses.Select(use => use.Input.Shape.Last).SequenceEqual(each))
        {
            return Parameter("width", each, mayAdd);
        }

        if (each[0] is Number.SquareRoot && each.All(number => number is Number.SquareRoot)
            && Inner([.. each.Select(number => ((Number.SquareRoot)number).Argument)], mayAdd) is { } argument)
        {
            return new Number.SquareRoot(argument);
        }

        if (each[0] is Number.Binary { Operation: var operation }
            && each.All(number => number is Number.Binary binary && binary.Operation == operation)
            && Inner([.. each.Select(number => ((Number.Binary)number).Left)], mayAdd) is { } left
            && Inner([.. each.Select(number => ((Number.Binary)number).Right)], mayAdd) is { } right)
        {
            return Number.Binary.Of(operation, left, right);
        }

        return areEqual ? each[0] : Parameter("size", each, mayAdd);
    }

    private Number? Inner(IReadOnlyList<Number> each, bool mayAdd) =>
        each.All(number => number.IsInteger == each[0].IsInteger) ? Common(each, mayAdd) : null;

    private static Number? Given(Call call, string name) =>
        call.Arguments.FirstOrDefault(argument => argument.Name == name)?.Number;

    private Number? Parameter(string name, IReadOnlyList<Number> values, bool mayAdd)
    {
        if (parameters.FirstOrDefault(parameter => parameter.Values.SequenceEqual(values)) is { Symbol: { } known })
        {
            return known;
        }

        if (!mayAdd)
        {
            return null;
        }

        // The symbols of the run have no default either, and are no parameters of a function.
        var plain = name is "vocab" or "batch" ? "size" : name;
        var unused = plain;
        for (var i = 2; parameters.Any(parameter => parameter.Symbol.Name == unused); i++)
        {
            unused = plain + i.ToString(CultureInfo.InvariantCulture);
        }

        var symbol = new Number.Symbol(unused, null, values[0].IsInteger);
        parameters.Add((symbol, values));
        return symbol;
    }
}
