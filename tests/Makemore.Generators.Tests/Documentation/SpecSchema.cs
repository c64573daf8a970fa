using Makemore.Format;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Tests.Documentation;

/// <summary>Writes the JSON Schema of the format from the table of keys, for editors.</summary>
internal static class SpecSchema
{
    /// <summary>The schema, in the dialect of 2020-12.</summary>
    public static string Render() => Json.Object(
        ("$schema", Json.Text("https://json-schema.org/draft/2020-12/schema")),
        ("title", Json.Text("Makemore experiment")),
        ("type", Json.Text("object")),
        ("additionalProperties", Json.False),
        // The base of a spec may name the model.
        ("anyOf", Json.Array(Required("model"), Required("extends"), Required(SweepKeys.Section))),
        ("if", Required(SweepKeys.Section)),
        ("then", Json.Object(("propertyNames", Json.Object(("enum", Json.Array(Json.Text("description"), Json.Text(SweepKeys.Section))))))),
        ("properties", Json.Object([.. PropertiesOf("").Members, (SweepKeys.Section, SweepSchema.Render())]))).Render();

    private static Json PropertiesOf(string section) => Json.Object(
    [
        .. SpecKeys.NamesIn(section).Select(name => (name, OfPath(section.Length == 0 ? name : $"{section}.{name}"))),
    ]);

    private static Json OfPath(string path) => SpecKeys.FindSection(path) is { } section
        ? OfSection(section, PropertiesOf(section.Path), SpecKeys.Find)
        : OfKey(SpecKeys.Find(path)!);

    private static Json Required(string name) => Json.Object(("required", Json.Array(Json.Text(name))));

    /// <summary>The schema of a section, with those of its keys.</summary>
    public static Json OfSection(SpecSection section, Json properties, Func<string, SpecKey?> find)
    {
        var mapping = Json.Object(
            ("type", Json.Text("object")),
            ("additionalProperties", Json.False),
            ("properties", properties));
        var words = section.Words.Select(word =>
            Json.Object(("const", Json.Text(word.Word)), ("description", Json.Text(word.Summary))));
        var shorthand = section.Shorthand.Select(name => OfKey(find($"{section.Path}.{name}")!));
        Json[] sentences = section.IsSentence ? [Pattern($"^{section.Shorthand[0]} [0-9]+(_[0-9]+)*$")] : [];
        Json[] forms = [.. words, .. shorthand, .. sentences, mapping];
        return Json.Object(("description", Json.Text(section.Summary)), ("anyOf", Json.Array(forms)));
    }

    /// <summary>The schema of a key.</summary>
    public static Json OfKey(SpecKey key)
    {
        var members = new List<(string, Json)> { ("description", Json.Text(key.Summary)) };
        members.AddRange(OfKind(key));
        if (key.Default is not null && key.DefaultsWhere.Count == 0)
        {
            var isNumber = key.Kind is ValueKind.Integer or ValueKind.Number or ValueKind.Schedule
                && key.Words.All(word => word.Word != key.Default);
            members.Add(("default", isNumber ? Json.Number(key.Default) : Json.Text(key.Default)));
        }

        return Json.Object([.. members]);
    }

    private static (string, Json)[] OfKind(SpecKey key) => key.Kind switch
    {
        ValueKind.Integer => [("anyOf", Json.Array([Ranged(key, "integer"), Pattern("^-?[0-9]+(_[0-9]+)*$"), .. Words(key)]))],
        ValueKind.Number when SpecKeys.ReductionOf(key) is not null =>
            [("anyOf", Json.Array(Ranged(key, "number"),
                Steps($"^({string.Join("|", SpecForms.ReductionWords(key))})$", Ranged(key, "number"))))],
        ValueKind.Number when key.Words.Count > 0 => [("anyOf", Json.Array([Ranged(key, "number"), .. Words(key)]))],
        ValueKind.Number => [.. RangeOf(key, "number")],
        ValueKind.Choice => [("enum", Json.Array([.. key.Choices.Select(choice => Json.Text(choice.Word))]))],
        ValueKind.Schedule => [("anyOf", Json.Array(
            [Ranged(key, "number"), Steps(StepPattern, Ranged(key, "number")), .. ScheduleTypes.All.Select(Curve)]))],
        ValueKind.Expectation => [("anyOf", Json.Array(Json.Object(("type", Json.Text("number"))), Pattern(FigurePattern)))],
        ValueKind.StepExpectations => Members(Steps(StepPattern, Pattern(FigurePattern))),
        ValueKind.Digest => Members(Pattern("^[0-9a-fA-F]{64}$")),
        ValueKind.Address => Members(Pattern("^https?://")),
        ValueKind.Model => [("type", Json.Array(Json.Text("string"), Json.Text("object")))],
        _ => [("type", Json.Text("string"))],
    };

    private const string StepPattern = "^[0-9]+(_[0-9]+)*$";
    private const string FigurePattern = "^[-+0-9._eE]+ *(\\+-|±) *[-+0-9._eE]+$";

    private static (string, Json)[] Members(Json schema) => [.. schema.Members];

    private static Json Curve(ScheduleType type) => Json.Object(
        ("description", Json.Text(type.Summary)),
        ("type", Json.Text("object")),
        ("additionalProperties", Json.False),
        ("required", Json.Array(Json.Text("type"), Json.Text(ScheduleTypes.Peak))),
        ("properties", Json.Object(
        [
            ("type", Json.Object(("const", Json.Text(type.Word)))),
            .. type.Parameters.Select(parameter => (parameter.Key.Name, OfKey(parameter.Key))),
        ])));

    /// <summary>A text of a pattern.</summary>
    public static Json Pattern(string pattern) => Json.Object(("type", Json.Text("string")), ("pattern", Json.Text(pattern)));

    private static Json Steps(string pattern, Json value) => Json.Object(
        ("type", Json.Text("object")),
        ("additionalProperties", Json.False),
        ("patternProperties", Json.Object((pattern, value))));

    private static IEnumerable<Json> Words(SpecKey key) =>
        key.Words.Select(word => Json.Object(("const", Json.Text(word.Word)), ("description", Json.Text(word.Summary))));

    private static Json Ranged(SpecKey key, string type) => Json.Object([.. RangeOf(key, type)]);

    private static IEnumerable<(string, Json)> RangeOf(SpecKey key, string type)
    {
        yield return ("type", Json.Text(type));
        if (key.Minimum is { } minimum)
        {
            yield return (key.IsMinimumExcluded ? "exclusiveMinimum" : "minimum", Json.Number(SpecText.Format(minimum)));
        }

        if (key.Maximum is { } maximum)
        {
            yield return ("maximum", Json.Number(SpecText.Format(maximum)));
        }
    }
}
