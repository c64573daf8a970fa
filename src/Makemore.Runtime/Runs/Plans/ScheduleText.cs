using Makemore.Format;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>A schedule as the command line gives it, where the braces and blanks of YAML may be left out.</summary>
/// <param name="key">The key of the schedule.</param>
/// <param name="text">The text.</param>
internal sealed class ScheduleText(SpecKey key, string text)
{
    private string Expected =>
        $"a number, steps with numbers such as 0:0.1,100000:0.01, or a curve such as " +
            $"type:cosine,peak:0.001,warmup:100, each number {key.Range}";

    /// <summary>Reads it.</summary>
    /// <exception cref="MakemoreException">It is no schedule; the message says what was found and expected.</exception>
    public OverrideValue Parse()
    {
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            return Constant(Number(text));
        }

        (string Name, string Value)[] entries =
        [
            .. text.Trim().TrimStart('{').TrimEnd('}').Split(',').Select(entry => entry.Split(':') is [var name, var value]
                ? (name.Trim(), value.Trim())
                : throw Unfit()),
        ];
        return entries.FirstOrDefault(entry => entry.Name == "type").Value is { } type
            ? ParseCurve(type, [.. entries.Where(entry => entry.Name != "type")])
            : ParseSteps(entries);
    }

    private OverrideValue ParseSteps((string Name, string Value)[] entries)
    {
        SchedulePoint[] points = [.. entries.Select(entry => new SchedulePoint(Integer(entry.Name), Number(entry.Value)))];
        if (points[0].Step != 0 || points.Zip(points.Skip(1)).Any(pair => pair.Second.Step <= pair.First.Step))
        {
            throw new MakemoreException($"{key.Path}: expected steps that begin with 0 and increase, found '{text}'.");
        }

        return points is [var only]
            ? Constant(only.Value)
            : Of(new StepSchedule([.. points]),
                points.Select(point => (SpecText.Format(point.Step), SpecText.Format(point.Value))));
    }

    private OverrideValue ParseCurve(string word, (string Name, string Value)[] entries)
    {
        var words = ScheduleTypes.All.Select(type => type.Word).ToArray();
        var type = ScheduleTypes.Find(word) ?? throw new MakemoreException(
            $"{key.Path}: there is no schedule '{word}'.{Suggestion.For(word, words)} There are {string.Join(", ", words)}.");
        var names = type.Parameters.Select(parameter => parameter.Key.Name).ToArray();
        if (entries.Select(entry => entry.Name).FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new MakemoreException(
                $"{key.Path}: the schedule '{word}' has no '{unknown}'.{Suggestion.For(unknown, names)} It has " +
                    $"{string.Join(", ", names)}.");
        }

        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (parameter, value) in type.Parameters)
        {
            var given = entries.LastOrDefault(entry => entry.Name == parameter.Name).Value;
            if ((given is null ? value : parameter.Kind == ValueKind.Integer ? Integer(given) : Number(given)) is { } found)
            {
                values.Add(parameter.Name, found);
            }
        }

        if (!values.ContainsKey(ScheduleTypes.Peak))
        {
            throw new MakemoreException($"{key.Path}: the schedule '{word}' needs a '{ScheduleTypes.Peak}', such as " +
                $"type:{word},peak:0.001.");
        }

        return Curve(word, values) is ConstantSchedule { Warmup: 0 } constant
            ? Constant(constant.Peak)
            : Of(Curve(word, values), values.Select(value => (value.Key, SpecText.Format(value.Value))).Prepend(("type", word)));
    }

    private static Schedule Curve(string word, IReadOnlyDictionary<string, double> values)
    {
        var peak = values[ScheduleTypes.Peak];
        var warmup = (long)(Find(ScheduleTypes.Warmup) ?? 0);
        return word switch
        {
            "constant" => new ConstantSchedule { Peak = peak, Warmup = warmup },
            "linear" => new LinearSchedule { Peak = peak, Warmup = warmup, Final = values["final"] },
            "cosine" => new CosineSchedule { Peak = peak, Warmup = warmup, Final = values["final"] },
            _ => new OneCycleSchedule
            {
                Peak = peak, Warmup = (long?)Find(ScheduleTypes.Warmup), Initial = Find("initial"), Final = Find("final"),
            },
        };

        double? Find(string name) => values.TryGetValue(name, out var value) ? value : null;
    }

    private static OverrideValue Constant(double value) => new(SpecText.Format(value), value, Schedule.Constant(value));

    // As the compiler writes a mapping: one entry a line, below the key.
    private static OverrideValue Of(Schedule schedule, IEnumerable<(string Name, string Value)> entries) =>
        new(string.Concat(entries.Select(entry => $"\n{entry.Name}: {entry.Value}")), Schedule: schedule);

    private long Integer(string number) => OverrideValue.ParseInteger(key.Path, number, Expected) is { Number: >= 0 } value
        ? value.Integer
        : throw Unfit();

    private double Number(string number) =>
        OverrideValue.ParseNumber(key.Path, number, Expected).Number is var value && key.Contains(value)
        ? value
        : throw Unfit();

    private MakemoreException Unfit() => new($"{key.Path}: expected {Expected}, found '{text}'.");
}
