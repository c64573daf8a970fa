using System.Globalization;
using System.Text;
using Makemore.Format;
using Makemore.Generators.Collections;

namespace Makemore.Generators.Specs;

/// <summary>
/// Writes a resolved spec as YAML: keys in the order of the table, every default spelled out, a leaf on each line.
/// </summary>
internal static class CanonicalWriter
{
    private static readonly HashSet<string> Reserved =
        new(StringComparer.OrdinalIgnoreCase) { "true", "false", "yes", "no", "on", "off", "null", "y", "n" };

    /// <summary>The canonical text.</summary>
    public static string Write(string description, EquatableArray<Setting> settings, ModelSource model)
    {
        var text = new StringBuilder();
        if (description.Length > 0)
        {
            Line(text, 0, "description", Quote(description));
        }

        var section = "";
        foreach (var key in SpecKeys.All)
        {
            if (key.Kind == ValueKind.Model)
            {
                section = "model";
                WriteModel(text, model);
            }
            else if (settings.FirstOrDefault(setting => setting.Path == key.Path) is { } setting)
            {
                WriteHeadings(text, section, key.Section);
                section = key.Section;
                WriteValue(text, LevelOf(key.Path), key, setting.Value);
            }
        }

        if (settings.FirstOrDefault(setting => setting.Path == "expect")?.Value is ExpectationsValue expect)
        {
            WriteExpectations(text, expect);
        }

        return text.ToString();
    }

    /// <summary>A value as a spec writes it on one line; null for one that takes several.</summary>
    public static string? Scalar(SpecKey key, SettingValue value) => value switch
    {
        IntegerValue integer =>
            key.Words.FirstOrDefault(word => word.Value == integer.Value)?.Word ?? SpecText.Format(integer.Value),
        NumberValue number =>
            key.Words.FirstOrDefault(word => number.Value.Equals(word.Value))?.Word ?? SpecText.Format(number.Value),
        BooleanValue boolean => boolean.Value ? "true" : "false",
        ChoiceValue choice => choice.Value,
        TextValue { Value: var word } when key.Kind == ValueKind.Choice => word,
        TextValue text => Quote(text.Value),
        ScheduleValue { Points: [var only] } => SpecText.Format(only.Value),
        _ => null,
    };

    // The names of a key's sections, those left out that are still open.
    private static void WriteHeadings(StringBuilder text, string open, string section)
    {
        for (var end = section.IndexOf('.'); section.Length > 0; end = section.IndexOf('.', end + 1))
        {
            var heading = end < 0 ? section : section.Substring(0, end);
            if (heading != open && !open.StartsWith(heading + ".", StringComparison.Ordinal))
            {
                Line(text, LevelOf(heading), heading.Substring(heading.LastIndexOf('.') + 1), null);
            }

            if (end < 0)
            {
                return;
            }
        }
    }

    private static int LevelOf(string path) => path.Count(letter => letter == '.');

    private static void WriteValue(StringBuilder text, int level, SpecKey key, SettingValue value)
    {
        if (value is ScheduleValue { Points.Count: > 1 } schedule)
        {
            Line(text, level, key.Name, null);
            foreach (var point in schedule.Points)
            {
                Line(text, level + 1, SpecText.Format(point.Step), SpecText.Format(point.Value));
            }
        }
        else if (value is CurveValue curve)
        {
            Line(text, level, key.Name, null);
            Line(text, level + 1, "type", curve.Type);
            foreach (var parameter in curve.Parameters)
            {
                Line(text, level + 1, parameter.Name, SpecText.Format(parameter.Value));
            }
        }
        else
        {
            Line(text, level, key.Name, Scalar(key, value));
        }
    }

    private static void WriteExpectations(StringBuilder text, ExpectationsValue expect)
    {
        text.Append("expect:\n");
        foreach (var metric in expect.Items.GroupBy(item => item.Metric))
        {
            if (metric.First().Step is null)
            {
                Line(text, 1, metric.Key, Figure(metric.First()));
                continue;
            }

            Line(text, 1, metric.Key, null);
            foreach (var item in metric)
            {
                Line(text, 2, SpecText.Format(item.Step ?? 0), Figure(item));
            }
        }
    }

    private static string Figure(Expectation item) => $"{SpecText.Format(item.Value)} +- {SpecText.Format(item.Tolerance)}";

    private static void WriteModel(StringBuilder text, ModelSource model)
    {
        text.Append("model:\n");
        if (model.Program is null)
        {
            Line(text, 1, "type", Quote(model.Type));
        }
        else
        {
            WriteProgram(text, model.Program.Text.TrimEnd());
        }

        foreach (var argument in model.Arguments)
        {
            WriteNode(text, 1, Quote(argument.Key.Text), argument.Value);
        }
    }

    private static void WriteProgram(StringBuilder text, string program)
    {
        // A block scalar holds neither control characters nor YAML's rarer line breaks.
        if (program.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t'))
            || program.IndexOfAny(['\u2028', '\u2029', '\uFEFF']) >= 0)
        {
            Line(text, 1, "program", Quote(program));
            return;
        }

        var first = program.Split('\n').FirstOrDefault(line => line.Trim(' ').Length > 0) ?? "";
        Line(text, 1, "program", first.StartsWith(" ", StringComparison.Ordinal) ? "|2" : "|");
        foreach (var line in program.Split('\n'))
        {
            text.Append(line.Length == 0 ? "" : "    ").Append(line).Append('\n');
        }
    }

    private static void WriteNode(StringBuilder text, int level, string name, SpecNode node)
    {
        switch (node)
        {
            case SpecMapping { Entries.Count: > 0 } mapping:
                Line(text, level, name, null);
                foreach (var entry in mapping.Entries)
                {
                    WriteNode(text, level + 1, Quote(entry.Key.Text), entry.Value);
                }

                break;
            default:
                Line(text, level, name, Flow(node));
                break;
        }
    }

    private static string Flow(SpecNode node) => node switch
    {
        SpecScalar { IsPlain: true } scalar => SpecText.TryInteger(scalar.Text, out var integer) ? SpecText.Format(integer)
            : SpecText.TryNumber(scalar.Text, out _) || Reserved.Contains(scalar.Text) ? scalar.Text.Replace("_", "")
            : Quote(scalar.Text),
        SpecScalar scalar => Escape(scalar.Text),
        SpecSequence sequence => $"[{string.Join(", ", sequence.Items.Select(Flow))}]",
        SpecMapping mapping =>
            $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Quote(entry.Key.Text)}: {Flow(entry.Value)}"))}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static void Line(StringBuilder text, int level, string name, string? value) =>
        text.Append(' ', level * 2).Append(name).Append(value is null ? ":" : ": ").Append(value).Append('\n');

    // A text stands without quotes only where no reader of YAML could take it for something else.
    private static string Quote(string text)
    {
        var isPlain = text.Length > 0
            && (char.IsLetter(text[0]) || text[0] == '_')
            && text.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '.' or '/' or '(' or ')')
            && text[text.Length - 1] != ' '
            && !Reserved.Contains(text);
        return isPlain ? text : Escape(text);
    }

    private static string Escape(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\uFEFF' or '\u00A0' =>
                    "\\u" + ((int)letter).ToString("X4", CultureInfo.InvariantCulture),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
