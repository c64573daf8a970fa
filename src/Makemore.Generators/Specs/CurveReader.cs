using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>Reads a schedule that names its curve: <c>{ type: cosine, peak: 0.001 }</c>.</summary>
internal sealed class CurveReader(DiagnosticBag diagnostics, ValueReader values)
{
    /// <summary>The curve with every default spelled out, or null where a diagnostic says why there is none.</summary>
    /// <param name="key">The key of the schedule.</param>
    /// <param name="mapping">Its value.</param>
    /// <param name="typeEntry">The entry that names the curve.</param>
    public SettingValue? Read(SpecKey key, SpecMapping mapping, SpecEntry typeEntry)
    {
        if (typeEntry.Value is not SpecScalar { Text: var word } || ScheduleTypes.Find(word) is not { } type)
        {
            ReportUnknownType(key, typeEntry.Value);
            return null;
        }

        var given = new Dictionary<string, double?>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries.Where(entry => entry != typeEntry))
        {
            given[entry.Key.Text] = ReadParameter(key, type, entry);
        }

        if (!given.ContainsKey(ScheduleTypes.Peak))
        {
            diagnostics.Report(
                Rules.MissingKey, typeEntry.Key.Location, $"{key.Path}.{ScheduleTypes.Peak}",
                    $"Write `{key.Name}: {{ type: {type.Word}, peak: 0.001 }}`.");
        }
        else if (given.Values.All(value => value is not null))
        {
            return Create(type, given);
        }

        return null;
    }

    private static SettingValue Create(ScheduleType type, IReadOnlyDictionary<string, double?> given)
    {
        var parameters = type.Parameters
            .Select(parameter => (parameter.Key.Name, Value: given.TryGetValue(parameter.Key.Name, out var value)
                ? value : parameter.Default))
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => new CurveParameter(parameter.Name, parameter.Value!.Value))
            .ToEquatableArray();
        // A curve that is constant throughout is the same as its number.
        return type.Word == "constant" && given.TryGetValue(ScheduleTypes.Warmup, out var warmup) is var hasWarmup
            && (!hasWarmup || warmup == 0)
            ? new ScheduleValue([new SchedulePoint(0, given[ScheduleTypes.Peak]!.Value)])
            : new CurveValue(type.Word, parameters);
    }

    private double? ReadParameter(SpecKey key, ScheduleType type, SpecEntry entry)
    {
        if (type.Parameters.FirstOrDefault(parameter => parameter.Key.Name == entry.Key.Text) is { } parameter)
        {
            return values.Read(parameter.Key with { Path = $"{key.Path}.{parameter.Key.Name}" }, entry.Value) switch
            {
                IntegerValue integer => integer.Value,
                NumberValue number => number.Value,
                _ => null,
            };
        }

        var names = type.Parameters.Select(item => item.Key.Name).ToList();
        var advice = Suggestions.Closest(entry.Key.Text, names) is { } closest
            ? $"Did you mean `{closest}`?"
            : $"The keys of `{type.Word}` are {SpecForms.List(names, "and")}.";
        diagnostics.Report(Rules.UnknownKey, entry.Key.Location, SpecDescriptions.Shorten(entry.Key.Text),
            $"`{key.Path}`", advice);
        return null;
    }

    private void ReportUnknownType(SpecKey key, SpecNode node)
    {
        var words = ScheduleTypes.All.Select(type => type.Word).ToList();
        if (node is not SpecScalar scalar)
        {
            diagnostics.Report(Rules.WrongType, node.Location, $"{key.Path}.type", SpecForms.List(words, "or"),
                node.Describe(), "");
            return;
        }

        var advice = Suggestions.Closest(scalar.Text, words) is { } closest
            ? $"Did you mean `{closest}`?"
            : $"It takes {SpecForms.List(words, "or")}.";
        diagnostics.Report(Rules.UnknownWord, scalar.Location, $"{key.Path}.type", SpecDescriptions.Shorten(scalar.Text), advice);
    }
}
