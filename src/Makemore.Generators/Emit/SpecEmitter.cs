using Makemore.Format;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Emit;

/// <summary>Writes a spec's settings as the runtime's records.</summary>
internal static class SpecEmitter
{
    private const string Specs = "global::Makemore.Runtime.Specs";

    /// <summary>Writes <c>public override ExperimentSpec Spec</c>.</summary>
    public static void Write(CodeWriter writer, ExperimentUnit unit)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public override {Specs}.ExperimentSpec Spec {{ get; }} = new()", ";"))
        {
            writer.Line($"Name = {Literal.Text(unit.Name)},");
            if (unit.Description.Length > 0)
            {
                writer.Line($"Description = {Literal.Text(unit.Description)},");
            }

            WriteMembers(writer, unit.Settings, depth: 0);
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        var delimiter = Literal.RawDelimiter(unit.CanonicalSpec);
        writer.Line("public override string CanonicalSpec =>");
        using (writer.Indent())
        {
            writer.Line(delimiter);
            writer.Lines(unit.CanonicalSpec.TrimEnd('\n'));
            writer.Line($"{delimiter};");
        }
    }

    // The settings of one section, those of sections within it as records of their own.
    private static void WriteMembers(CodeWriter writer, IEnumerable<Setting> settings, int depth)
    {
        foreach (var group in settings.GroupBy(setting => setting.Path.Split('.')[depth], StringComparer.Ordinal))
        {
            if (group.First() is var first && first.Path.Split('.').Length == depth + 1)
            {
                WriteLeaf(writer, group.Key, first.Value);
                continue;
            }

            using var block = writer.Block($"{Naming.Identifier(group.Key)} = new()", ",");
            WriteMembers(writer, group, depth + 1);
        }
    }

    private static void WriteLeaf(CodeWriter writer, string key, SettingValue value)
    {
        var property = Naming.Identifier(key);
        switch (value)
        {
            case ExpectationsValue expectations:
                writer.Line($"{property} =");
                writer.Line("[");
                using (writer.Indent())
                {
                    foreach (var item in expectations.Items)
                    {
                        var step = item.Step is { } at ? Literal.Integer(at) : "null";
                        writer.Line($"new({Literal.Text(item.Metric)}, {step}, {Literal.Real(item.Value)}, {Literal.Real(item.Tolerance)}),");
                    }
                }

                writer.Line("],");
                break;
            default:
                writer.Line($"{property} = {Expression(value)},");
                break;
        }
    }

    private static string Member(CurveParameter parameter)
    {
        var isInteger = ScheduleTypes.Parameter(parameter.Name)?.Kind == ValueKind.Integer;
        return $"{Naming.Identifier(parameter.Name)} = {(isInteger ? Literal.Integer((long)parameter.Value) : Literal.Real(parameter.Value))}";
    }

    private static string Expression(SettingValue value) => value switch
    {
        IntegerValue integer => Literal.Integer(integer.Value),
        NumberValue number => Literal.Real(number.Value),
        TextValue text => Literal.Text(text.Value),
        BooleanValue boolean => Literal.Boolean(boolean.Value),
        ChoiceValue choice => $"{Specs}.{choice.EnumName}.{Naming.Identifier(choice.Value)}",
        ScheduleValue { Points: { Count: 1 } points } => $"{Specs}.Schedule.Constant({Literal.Real(points[0].Value)})",
        ScheduleValue schedule => $"new {Specs}.StepSchedule({string.Join(", ", schedule.Points.Select(point => $"new({Literal.Integer(point.Step)}, {Literal.Real(point.Value)})"))})",
        CurveValue curve => $"new {Specs}.{Naming.Identifier(curve.Type)}Schedule {{ {string.Join(", ", curve.Parameters.Select(Member))} }}",
        _ => throw new InvalidOperationException($"No literal for {value.GetType().Name}."),
    };
}
