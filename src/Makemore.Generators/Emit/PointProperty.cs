using Makemore.Format;

namespace Makemore.Generators.Emit;

/// <summary>A property of a sweep's point.</summary>
/// <param name="Path">The key of its axis.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Word">The enum of an axis of words.</param>
/// <param name="IsOptional">Whether some points do not have it.</param>
/// <param name="Summary">What it says of itself, as XML.</param>
internal sealed record PointProperty(string Path, string Name, AxisKind Kind, string Word, bool IsOptional, string Summary)
{
    private static readonly HashSet<string> Reserved = new(GeneratedNames.OfPoint, StringComparer.Ordinal);

    /// <summary>The type of the property.</summary>
    public string Type => (Kind switch
    {
        AxisKind.Integer => "long",
        AxisKind.Real => "double",
        AxisKind.Boolean => "bool",
        AxisKind.Word => Word,
        _ => "string",
    }) + (IsOptional ? "?" : "");

    /// <summary>The method of a point that reads the value.</summary>
    public string Reader => Kind switch
    {
        AxisKind.Integer => "Integer",
        AxisKind.Real => "Number",
        AxisKind.Boolean => "Boolean",
        AxisKind.Word => $"Word<{Word}>",
        _ => "Text",
    };

    /// <summary>The properties of a sweep's point, one for each key.</summary>
    public static IReadOnlyList<PointProperty> Of(SweepUnit unit)
    {
        var properties = new List<PointProperty>();
        if (unit.Experiments.Count > 1)
        {
            properties.Add(new("experiment", "Experiment", AxisKind.Text, "", false,
                $"The experiment: {Literal.Xml(string.Join(", ", unit.Experiments))}."));
        }

        foreach (var group in unit.Axes.GroupBy(axis => axis.Path, StringComparer.Ordinal))
        {
            var axis = group.First();
            var name = NameOf(axis.Path, unit);
            while (properties.Exists(property => property.Name == name))
            {
                name += "_";
            }

            var kind = group.Select(item => item.Kind).Distinct().Count() == 1 ? axis.Kind
                : group.All(item => item.Kind is AxisKind.Integer or AxisKind.Real) ? AxisKind.Real
                : AxisKind.Text;
            properties.Add(new(axis.Path, name, kind, axis.Words, group.All(item => item.Over.Count > 0),
                $"<c>{Literal.Xml(axis.Path)}</c>: {Literal.Xml(string.Join("; ", group.Select(item => Describe(item.Domain))))}."));
        }

        return properties;
    }

    /// <summary>A value as an expression of the property's type.</summary>
    public string Expression(string text)
    {
        SpecText.TryNumber(text, out var number);
        return Kind switch
        {
            AxisKind.Integer => Literal.Integer((long)number),
            AxisKind.Real => Literal.Real(number),
            AxisKind.Boolean => text,
            AxisKind.Word => $"{Word}.{SpecText.Member(text)}",
            _ => Literal.Text(text),
        };
    }

    // `learning-rate` is LearningRate; where that would be said twice, or says too little, the section stands in front.
    private static string NameOf(string path, SweepUnit unit)
    {
        var last = path.Substring(path.LastIndexOf('.') + 1);
        var isPlain = last is not ("type" or "name" or "path" or "train" or "dev" or "test" or "seed")
            && unit.Axes.All(axis => axis.Path == path || axis.Path.Substring(axis.Path.LastIndexOf('.') + 1) != last);
        var name = isPlain ? Naming.Identifier(last) : string.Concat(path.Split('.').Select(Naming.Identifier));
        return Reserved.Contains(name) || Identifiers.IsKeyword(name) ? name + "Value" : name;
    }

    private static string Describe(DomainUnit domain) => domain switch
    {
        ListUnit { Values: [var only] } => only,
        ListUnit list => $"{string.Join(", ", list.Values.Take(list.Values.Count - 1))} or {list.Values[list.Values.Count - 1]}",
        RangeUnit range => $"{(range.IsInteger ? "whole numbers " : "")}from {SpecText.Format(range.Minimum)} to {SpecText.Format(range.Maximum)}" +
            (range.IsLogarithmic ? ", on a logarithmic scale" : ""),
        _ => "",
    };
}
