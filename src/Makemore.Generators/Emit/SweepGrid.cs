namespace Makemore.Generators.Emit;

/// <summary>Writes the enumeration of a sweep's grid as a query, where all of its axes are lists.</summary>
internal static class SweepGrid
{
    private const string Head = "public static IEnumerable<Point> Grid() =>";
    private const int Width = 100;

    // Words that mean something within a query.
    private static readonly HashSet<string> OfQueries = new(
        ["by", "descending", "ascending", "equals", "from", "group", "into", "join", "let", "on", "orderby", "select", "where"],
        StringComparer.Ordinal);

    /// <summary>Whether a sweep has a grid: no axis is of real numbers.</summary>
    public static bool IsOf(SweepUnit unit) =>
        unit.Axes.All(axis => axis.Domain is not (RangeUnit { IsInteger: false } or RangeUnit { IsLogarithmic: true }));

    /// <summary>Writes <c>Grid()</c>.</summary>
    public static void Write(CodeWriter writer, SweepUnit unit, IReadOnlyList<PointProperty> properties)
    {
        // Experiments with the same axes share a query.
        var queries = unit.Experiments.GroupBy(experiment => string.Join("\n", AxesOf(unit, experiment).Select(axis => axis.Path + axis.Domain)))
            .Select(group => Query(unit, [.. group], properties)).ToList();
        writer.Line();
        writer.Summary("The points of the grid, the last axis running fastest.");
        if (queries.Count == 1)
        {
            writer.Line(Head);
            using var indent = writer.Indent();
            WriteLines(writer, queries[0], "", ";");
            return;
        }

        writer.Line(Head);
        using var list = writer.Brackets(";");
        foreach (var query in queries)
        {
            WriteLines(writer, query, ".. ", ",");
        }
    }

    private static void WriteLines(CodeWriter writer, IReadOnlyList<string> lines, string begin, string end)
    {
        for (var index = 0; index < lines.Count; index++)
        {
            var indent = index == 0 ? begin : new string(' ', begin.Length);
            writer.Line(indent + lines[index] + (index == lines.Count - 1 ? end : ""));
        }
    }

    private static IReadOnlyList<string> Query(SweepUnit unit, string[] experiments, IReadOnlyList<PointProperty> properties)
    {
        var lines = new List<string>();
        var values = new List<string>();
        if (unit.Experiments.Count > 1)
        {
            lines.AddRange(From("experiment", "string", experiments.Select(Literal.Text)));
            values.Add("Experiment = experiment");
        }

        foreach (var axis in AxesOf(unit, experiments[0]))
        {
            var property = properties.First(property => property.Path == axis.Path);
            var variable = Variable(property.Name);
            var type = property.Type.TrimEnd('?');
            lines.AddRange(axis.Domain is ListUnit list
                ? From(variable, type, list.Values.Select(property.Expression))
                : [$"from {variable} in {Sequence((RangeUnit)axis.Domain)}"]);
            values.Add($"{property.Name} = {variable}");
        }

        return values.Count == 0 ? ["from point in new[] { new Point() }", "select point"] : [.. lines, .. Select(values)];
    }

    private static IEnumerable<string> Select(List<string> values)
    {
        var line = $"select new Point {{ {string.Join(", ", values)} }}";
        return line.Length <= Width ? [line] : ["select new Point", "{", .. values.Select(value => $"    {value},"), "}"];
    }

    private static IEnumerable<AxisUnit> AxesOf(SweepUnit unit, string experiment) =>
        unit.Axes.Where(axis => axis.Over.Count == 0 || axis.Over.Contains(experiment));

    // A list that is too long for one line has its values below.
    private static IEnumerable<string> From(string variable, string type, IEnumerable<string> values)
    {
        var head = $"from {variable} in ({type}[])[";
        var line = "";
        var lines = new List<string>();
        foreach (var value in values)
        {
            if (line.Length > 0 && line.Length + value.Length > Width)
            {
                lines.Add(line + ",");
                line = "";
            }

            line += line.Length == 0 ? value : ", " + value;
        }

        lines.Add(line);
        return lines.Count == 1 && head.Length + line.Length < Width ? [$"{head}{line}]"]
            : [head, .. lines.Select(item => "    " + item), "]"];
    }

    private static string Sequence(RangeUnit range) =>
        $"Enumerable.Sequence({Literal.Integer((long)range.Minimum)}L, {Literal.Integer((long)range.Maximum)}L, 1L)";

    private static string Variable(string property)
    {
        var name = char.ToLowerInvariant(property[0]) + property.Substring(1);
        return OfQueries.Contains(name) || Identifiers.IsKeyword(name) ? "@" + name : name;
    }
}
