using Makemore.Format;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Emit;

/// <summary>Writes a spec's settings as the runtime's records.</summary>
internal static class SpecEmitter
{
    private const string Specs = "global::Makemore.Runtime.Specs";
    private const string Source = "global::Makemore.Runtime.Models.ModelSource";

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

            WriteMembers(writer, unit.Settings.Where(IsNoDefault), depth: 0);
        }
    }

    /// <summary>Writes <c>public override SweepSpec Spec</c>.</summary>
    public static void Write(CodeWriter writer, SweepUnit unit)
    {
        writer.Line("/// <inheritdoc/>");
        using var block = writer.Block($"public override {Specs}.SweepSpec Spec {{ get; }} = new()", ";");
        writer.Line($"Name = {Literal.Text(unit.Name)},");
        if (unit.Description.Length > 0)
        {
            writer.Line($"Description = {Literal.Text(unit.Description)},");
        }

        WriteMembers(writer, unit.Settings, depth: 0);
    }

    /// <summary>Writes <c>public override ModelSource Model</c>, the model as the spec gives it.</summary>
    public static void WriteModel(CodeWriter writer, UnitModel model)
    {
        writer.Line("/// <inheritdoc/>");
        if (model.Program is null)
        {
            writer.Line($"public override {Source} Model {{ get; }} = new {Source}.Preset({Literal.Text(model.Type)});");
            return;
        }

        // A raw literal takes the text line by line, so it holds none of C#'s other line breaks.
        if (model.Program.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')) || model.Program.IndexOfAny(['\u2028', '\u2029']) >= 0)
        {
            writer.Line($"public override {Source} Model {{ get; }} = new {Source}.Program({Literal.Text(model.Program)});");
            return;
        }

        var delimiter = Literal.RawDelimiter(model.Program);
        writer.Line($"public override {Source} Model {{ get; }} = new {Source}.Program(");
        using (writer.Indent())
        {
            writer.Line(delimiter);
            writer.Lines(model.Program);
            writer.Line($"{delimiter});");
        }
    }

    // The records have the unconditional defaults of the table.
    private static bool IsNoDefault(Setting setting) =>
        SpecKeys.Find(setting.Path)?.Default is not { } value || setting.Value switch
        {
            ScheduleValue { Points: [{ Value: var constant }] } => SpecText.Format(constant) != value,
            NumberValue number => !SpecText.TryNumber(value, out var other) || !number.Value.Equals(other),
            var other => other.Text != value,
        };

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

            using var block = writer.Block($"{SpecText.Member(group.Key)} = new()", ",");
            WriteMembers(writer, group, depth + 1);
        }
    }

    private static void WriteLeaf(CodeWriter writer, string key, SettingValue value)
    {
        var property = SpecText.Member(key);
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
                        writer.Line($"new({Specs}.Figure.{SpecText.Member(item.Metric)}, {step}, {Literal.Real(item.Value)}, {Literal.Real(item.Tolerance)}),");
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
        return $"{SpecText.Member(parameter.Name)} = {(isInteger ? Literal.Integer((long)parameter.Value) : Literal.Real(parameter.Value))}";
    }

    private static string Expression(SettingValue value) => value switch
    {
        IntegerValue integer => Literal.Integer(integer.Value),
        NumberValue number => Literal.Real(number.Value),
        TextValue text => Literal.Text(text.Value),
        ChoiceValue choice => $"{Specs}.{choice.TypeName}.{SpecText.Member(choice.Value)}",
        NumberWordValue word => $"{Specs}.{word.TypeName}.{SpecText.Member(word.Word)}",
        ScheduleValue { Points: { Count: 1 } points } => $"{Specs}.Schedule.Constant({Literal.Real(points[0].Value)})",
        ScheduleValue schedule => $"new {Specs}.StepSchedule({string.Join(", ", schedule.Points.Select(point => $"new({Literal.Integer(point.Step)}, {Literal.Real(point.Value)})"))})",
        CurveValue curve => $"new {Specs}.{SpecText.Member(curve.Type)}Schedule {{ {string.Join(", ", curve.Parameters.Select(Member))} }}",
        _ => throw new InvalidOperationException($"No literal for {value.GetType().Name}."),
    };
}
