using Makemore.Format;

namespace Makemore.Generators.Tests.Documentation;

/// <summary>Writes the part of the JSON Schema that is below <c>sweep</c>.</summary>
internal static class SweepSchema
{
    private const string Number = "[-+]?[0-9][0-9_]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?";

    private static Json Names => Json.Object(
        ("description", Json.Text("Experiments, by name or glob.")),
        ("anyOf", Json.Array(Json.Object(("type", Json.Text("string"))), Json.Object(
            ("type", Json.Text("array")), ("minItems", Json.Number("1")), ("items", Json.Object(("type", Json.Text("string"))))))));

    private static Json List => Json.Object(
        ("type", Json.Text("array")),
        ("minItems", Json.Number("1")),
        ("maxItems", Json.Number("1000")),
        ("uniqueItems", Json.True));

    // A list, a range, or one value for all.
    private static Json[] Values =>
    [
        List,
        SpecSchema.Pattern($"^(uniform|log-uniform|int|log-int) +{Number} +{Number}$"),
        SpecSchema.Pattern("^[^ ]+$"),
        Json.Object(("type", Json.Array(Json.Text("number"), Json.Text("boolean")))),
    ];

    private static Json Axis => Json.Object(("anyOf", Json.Array([.. Values, Json.Object(
        ("type", Json.Text("object")),
        ("additionalProperties", Json.False),
        ("required", Json.Array(Json.Text("values"))),
        ("properties", Json.Object(("values", Json.Object(("anyOf", Json.Array(Values)))), (SweepKeys.Over, Names))))])));

    /// <summary>The schema of a sweep.</summary>
    public static Json Render() => Json.Object(
        ("description", Json.Text("What is varied, and how. A spec with this key is no experiment itself.")),
        ("type", Json.Text("object")),
        ("additionalProperties", Json.False),
        ("required", Json.Array(Json.Text(SweepKeys.Over), Json.Text(SweepKeys.Axes))),
        ("properties", Json.Object(
        [
            (SweepKeys.Over, Names),
            (SweepKeys.Axes, Json.Object(("type", Json.Text("object")), ("additionalProperties", Axis))),
            .. SweepKeys.All.Select(key => key.Path.Split('.')[0]).Distinct().Select(name => (name, OfName(name))),
        ])));

    private static Json OfName(string name) => SweepKeys.Sections.FirstOrDefault(section => section.Path == name) is { } section
        ? SpecSchema.OfSection(section, Json.Object(
            [.. SweepKeys.All.Where(key => key.Section == name).Select(key => (key.Name, SpecSchema.OfKey(key)))]), SweepKeys.Find)
        : SpecSchema.OfKey(SweepKeys.Find(name)!);
}
