using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>Turns the node behind a key into a typed value, by the kind that the table gives it.</summary>
internal sealed class ValueReader(DiagnosticBag diagnostics)
{
    /// <summary>The value, or null where a diagnostic says why there is none.</summary>
    public SettingValue? Read(SpecKey key, SpecNode node) => key.Kind switch
    {
        ValueKind.Schedule => ReadSchedule(key, node),
        ValueKind.StepExpectations => ReadStepExpectations(key, node),
        _ => node is SpecScalar scalar ? ReadScalar(key, scalar) : WrongType(key, node),
    };

    /// <summary>The default of a key as a value.</summary>
    public SettingValue? ReadDefault(SpecKey key, string text) =>
        Read(key, new SpecScalar(text, IsPlain: true, TextMap.None(""), SourceLocation.Of("", "", 0, 0)));

    private SettingValue? ReadScalar(SpecKey key, SpecScalar scalar) => key.Kind switch
    {
        ValueKind.Text => new TextValue(scalar.Text),
        ValueKind.Path => ReadPath(key, scalar),
        ValueKind.Address => ReadAddress(key, scalar),
        ValueKind.Digest => ReadDigest(key, scalar),
        ValueKind.Alphabet => ReadAlphabet(key, scalar),
        ValueKind.Integer or ValueKind.Number when key.Words.FirstOrDefault(word => word.Word == scalar.Text) is { } word =>
            new NumberWordValue(key.TypeName!, word.Word),
        ValueKind.Integer => ReadInteger(key, scalar) is { } integer ? new IntegerValue(integer) : null,
        ValueKind.Number => ReadNumber(key, scalar) is { } number ? new NumberValue(number) : null,
        ValueKind.Choice => ReadChoice(key, scalar),
        ValueKind.Expectation => ReadExpectation(key, scalar) is { } figure ? new ExpectationsValue([figure]) : null,
        _ => WrongType(key, scalar),
    };

    private SettingValue? ReadPath(SpecKey key, SpecScalar scalar)
    {
        var isRelative = scalar.Text.Length > 0 && scalar.Text[0] != '/' && scalar.Text.IndexOfAny(['\\', ':']) < 0;
        if (!isRelative)
        {
            return WrongType(key, scalar);
        }

        if (SpecChain.Resolve("", scalar.Text) is null)
        {
            diagnostics.Report(Rules.PathOutsideProject, scalar.Location, SpecDescriptions.Shorten(scalar.Text));
            return null;
        }

        return new TextValue(scalar.Text);
    }

    private SettingValue? ReadAddress(SpecKey key, SpecScalar scalar) =>
        Uri.TryCreate(scalar.Text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? new TextValue(scalar.Text)
            : WrongType(key, scalar);

    private SettingValue? ReadDigest(SpecKey key, SpecScalar scalar) =>
        scalar.Text.Length == 64
            && scalar.Text.All(letter => letter is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F')
            ? new TextValue(scalar.Text.ToLowerInvariant())
            : WrongType(key, scalar);

    private SettingValue? ReadAlphabet(SpecKey key, SpecScalar scalar)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var isValid = scalar.Text.Length > 0;
        for (var i = 0; i < scalar.Text.Length; i++)
        {
            var length = i + 1 < scalar.Text.Length && char.IsSurrogatePair(scalar.Text, i) ? 2 : 1;
            var character = scalar.Text.Substring(i, length);
            if (!seen.Add(character))
            {
                diagnostics.Report(Rules.RepeatedCharacter, scalar.LocationOf(i, length), character);
                isValid = false;
            }

            i += length - 1;
        }

        return isValid ? new TextValue(scalar.Text) : scalar.Text.Length == 0 ? WrongType(key, scalar) : null;
    }

    private long? ReadInteger(SpecKey key, SpecScalar scalar)
    {
        if (scalar.IsPlain && SpecText.TryInteger(scalar.Text, out var value))
        {
            return IsInRange(key, scalar, value) ? value : null;
        }

        WrongType(key, scalar);
        return null;
    }

    private double? ReadNumber(SpecKey key, SpecScalar scalar)
    {
        if (scalar.IsPlain && SpecText.TryNumber(scalar.Text, out var value))
        {
            return IsInRange(key, scalar, value) ? value : null;
        }

        WrongType(key, scalar);
        return null;
    }

    private SettingValue? ReadChoice(SpecKey key, SpecScalar scalar)
    {
        if (key.Choices.Any(choice => choice.Word == scalar.Text))
        {
            return key.TypeName is null ? new TextValue(scalar.Text) : new ChoiceValue(key.TypeName, scalar.Text);
        }

        var instead = key.Choices.FirstOrDefault(choice => choice.Aliases.Contains(scalar.Text))?.Instead;
        var closest = Suggestions.Closest(scalar.Text, key.Choices.Select(choice => choice.Word));
        var advice = instead is not null ? $"Write `{instead}`."
            : closest is not null ? $"Did you mean `{closest}`?"
            : $"It takes {SpecForms.Of(key)}.";
        diagnostics.Report(Rules.UnknownWord, scalar.Location, key.Path, SpecDescriptions.Shorten(scalar.Text), advice);
        return null;
    }

    private SettingValue? ReadSchedule(SpecKey key, SpecNode node)
    {
        if (node is SpecMapping mapping && mapping.Find("type") is { } type)
        {
            return new CurveReader(diagnostics, this).Read(key, mapping, type);
        }

        if (node is SpecScalar scalar)
        {
            return ReadNumber(key, scalar) is { } constant ? new ScheduleValue([new SchedulePoint(0, constant)]) : null;
        }

        var points = ReadSteps(key, node, value => ReadNumber(key, value) is { } number ? new NumberValue(number) : null);
        if (points is not null && points[0].Step != 0)
        {
            diagnostics.Report(Rules.ScheduleStart, node.Location, key.Path, SpecText.Format(points[0].Step));
            return null;
        }

        return points is null ? null : new ScheduleValue(
            points.Select(point => new SchedulePoint(point.Step, point.Value.Value)).ToEquatableArray());
    }

    private ExpectationsValue? ReadStepExpectations(SpecKey key, SpecNode node)
    {
        var steps = ReadSteps(key, node, value => ReadExpectation(key, value));
        return steps is null ? null : new(steps
            .Select(item => item.Value with { Step = item.Step })
            .ToEquatableArray());
    }

    // A mapping from steps to values, in the order of the steps.
    private List<(long Step, T Value)>? ReadSteps<T>(SpecKey key, SpecNode node, Func<SpecScalar, T?> read)
        where T : class
    {
        if (node is not SpecMapping { Entries.Count: > 0 } mapping)
        {
            WrongType(key, node);
            return null;
        }

        var steps = new SortedDictionary<long, (T Value, SpecScalar Key)>();
        foreach (var entry in mapping.Entries)
        {
            if (!SpecText.TryInteger(entry.Key.Text, out var step) || step < 0)
            {
                diagnostics.Report(
                    Rules.WrongType, entry.Key.Location, key.Path, "steps that are whole numbers from 0 on",
                        entry.Key.Describe(), "");
            }
            else if (steps.TryGetValue(step, out var first))
            {
                diagnostics.Report(Rules.DuplicateKey, entry.Key.Location, entry.Key.Text,
                    SpecDescriptions.Line(first.Key.Location));
            }
            else if (entry.Value is not SpecScalar scalar)
            {
                WrongType(key, entry.Value);
            }
            else if (read(scalar) is { } value)
            {
                steps.Add(step, (value, entry.Key));
            }
        }

        return steps.Count == mapping.Entries.Count ? steps.Select(item => (item.Key, item.Value.Value)).ToList() : null;
    }

    private Expectation? ReadExpectation(SpecKey key, SpecScalar scalar)
    {
        var parts = scalar.Text.Replace("±", "+-").Split(["+-"], StringSplitOptions.None);
        var needsTolerance = key.Path != "expect.parameters";
        if (scalar.IsPlain
            && parts.Length is 1 or 2
            && (parts.Length == 2 || !needsTolerance)
            && SpecText.TryNumber(parts[0].Trim(), out var value)
            && SpecText.TryNumber(parts.Length == 2 ? parts[1].Trim() : "0", out var tolerance)
            && tolerance >= 0)
        {
            return new(key.Name, Step: null, value, tolerance);
        }

        WrongType(key, scalar);
        return null;
    }

    private bool IsInRange(SpecKey key, SpecScalar scalar, double value)
    {
        if (key.Contains(value))
        {
            return true;
        }

        diagnostics.Report(Rules.OutOfRange, scalar.Location, key.Path, key.Range, scalar.Text, "");
        return false;
    }

    private SettingValue? WrongType(SpecKey key, SpecNode node)
    {
        diagnostics.Report(Rules.WrongType, node.Location, key.Path, SpecForms.Of(key), node.Describe(), TypeAdvice(key, node));
        return null;
    }

    private static string TypeAdvice(SpecKey key, SpecNode node)
    {
        if (node is not SpecScalar scalar || key.Kind is not (ValueKind.Integer or ValueKind.Number or ValueKind.Schedule))
        {
            return "";
        }

        if (!SpecText.TryNumber(scalar.Text, out var value))
        {
            var closest = Suggestions.Closest(scalar.Text, key.Words.Select(word => word.Word));
            return closest is not null ? $" Did you mean `{closest}`?"
                : key.Default is { } example ? $" Write a number, such as `{example}`."
                : "";
        }

        return !scalar.IsPlain ? " Remove the quotes."
            : Math.Abs(value) < 1e15 && Math.Floor(value).Equals(value) ? $" Write `{SpecText.Format((long)value)}`."
            : "";
    }
}
