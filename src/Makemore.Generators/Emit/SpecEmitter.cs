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

            foreach (var group in unit.Settings.GroupBy(setting => setting.Path.Split('.')[0], StringComparer.Ordinal))
            {
                var members = group.ToList();
                if (members is [{ Path: var path, Value: var value }] && path == group.Key)
                {
                    WriteLeaf(writer, path, value);
                }
                else
                {
                    using var block = writer.Block($"{Naming.Identifier(group.Key)} = new()", ",");
                    foreach (var member in members)
                    {
                        WriteLeaf(writer, member.Path.Substring(group.Key.Length + 1), member.Value);
                    }
                }
            }
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

    private static string Expression(SettingValue value) => value switch
    {
        IntegerValue integer => Literal.Integer(integer.Value),
        NumberValue number => Literal.Real(number.Value),
        TextValue text => Literal.Text(text.Value),
        BooleanValue boolean => Literal.Boolean(boolean.Value),
        ChoiceValue choice => $"{Specs}.{choice.EnumName}.{Naming.Identifier(choice.Value)}",
        ScheduleValue { Points: { Count: 1 } points } => $"{Specs}.Schedule.Constant({Literal.Real(points[0].Value)})",
        ScheduleValue schedule => $"new({string.Join(", ", schedule.Points.Select(point => $"new({Literal.Integer(point.Step)}, {Literal.Real(point.Value)})"))})",
        _ => throw new InvalidOperationException($"No literal for {value.GetType().Name}."),
    };
}
