using Makemore.Format;

namespace Makemore.Runtime.Specs;

/// <summary>Reads a schedule, whose braces and blanks may be left out on a command line.</summary>
/// <param name="key">The key of the schedule.</param>
/// <param name="text">The text.</param>
internal sealed class ScheduleReader(SpecKey key, string text)
{
    private string Expected =>
        $"a number, steps with numbers such as 0:0.1,100000:0.01, or a curve such as " +
            $"type:cosine,peak:0.001,warmup:100, each number {key.Range}";

    /// <summary>Reads it.</summary>
    /// <exception cref="MakemoreException">It is no schedule; the message says what was found and expected.</exception>
    public Schedule Read()
    {
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            return Schedule.Constant(Number(text));
        }

        (string Name, string Value)[] entries =
        [
            .. text.Trim().TrimStart('{').TrimEnd('}').Split(',').Select(entry => entry.Split(':') is [var name, var value]
                ? (name.Trim(), value.Trim())
                : throw Unfit()),
        ];
        return entries.FirstOrDefault(entry => entry.Name == "type").Value is { } type
            ? ReadCurve(type, [.. entries.Where(entry => entry.Name != "type")])
            : ReadSteps(entries);
    }

    private Schedule ReadSteps((string Name, string Value)[] entries)
    {
        SchedulePoint[] points = [.. entries.Select(entry => new SchedulePoint(Integer(entry.Name), Number(entry.Value)))];
        if (points[0].Step != 0 || points.Zip(points.Skip(1)).Any(pair => pair.Second.Step <= pair.First.Step))
        {
            throw new MakemoreException($"{key.Path}: expected steps that begin with 0 and increase, found '{text}'.");
        }

        return points is [var only] ? Schedule.Constant(only.Value) : new StepSchedule([.. points]);
    }

    private Schedule ReadCurve(string word, (string Name, string Value)[] entries)
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

        return values.ContainsKey(ScheduleTypes.Peak) ? Curve(word, values) : throw new MakemoreException(
            $"{key.Path}: the schedule '{word}' needs a '{ScheduleTypes.Peak}', such as type:{word},peak:0.001.");
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

    private long Integer(string number) => SettingReader.Integer(key.Path, number, Expected) is >= 0 and var value
        ? value
        : throw Unfit();

    private double Number(string number) => SettingReader.Number(key.Path, number, Expected) is var value && key.Contains(value)
        ? value
        : throw Unfit();

    private MakemoreException Unfit() => SettingReader.Unfit(key.Path, text, Expected);
}
