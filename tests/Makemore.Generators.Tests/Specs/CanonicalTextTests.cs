using System.Collections.Immutable;
using CsCheck;
using Makemore.Format;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Specs;

public sealed class CanonicalTextTests
{
    private static readonly string[] Models =
        ["ngram", "mlp", "{ type: mlp, hidden: 1_000, scale: 1.50, init: (normal 0.01) }", "tokens |> 'x' // y"];

    [Fact]
    public void Any_spec_of_the_tables_keys_reads_back_to_the_same_settings()
    {
        var keys = SpecKeys.All.Where(key => key.Section.Length > 0 && key.Section is not (
            "dataset" or "split" or "training.early-stopping") && key.Kind != ValueKind.StepExpectations).ToList();
        var values = keys.Aggregate(
            Gen.Const(ImmutableList<string>.Empty), (list, key) =>
                Gen.Select(list, Value(key), (texts, text) => texts.Add(text)));
        Gen.Select(Gen.Int[0, Models.Length - 1], Gen.String[Gen.Char[" ~"], 0, 12], values, Gen.Bool.Array[keys.Count]).Sample(
            (model, description, texts, chosen) =>
            {
                var sections = keys.Zip(texts, chosen)
                    .Where(item => item.Third && Applies(item.First, item.Second, Models[model]))
                    .GroupBy(item => item.First.Section.Split('.')[0], item => item.First.Section.Contains('.')
                        ? $"  {item.First.Section.Split('.')[1]}: {{ {item.First.Name}: {item.Second} }}\n"
                        : $"  {item.First.Name}: {item.Second}\n");
                var yaml = $"model: {Models[model]}\ndescription: '{description.Replace("'", "''", StringComparison.Ordinal)}x'\n"
                    + string.Concat(sections.Select(section => $"{section.Key}:\n{string.Concat(section)}"));
                var spec = SpecProject.Of(yaml).Valid();
                var again = SpecProject.Of(spec.CanonicalText).Valid();
                Assert.Equal(spec.Settings, again.Settings);
                Assert.Equal(spec.Description, again.Description);
                Assert.Equal(spec.CanonicalText, again.CanonicalText);
            },
            iter: 500);
    }

    private static bool Applies(SpecKey key, string text, string model)
    {
        string? ValueOf(string path) => path switch
        {
            "model.type" => model == "ngram" ? "ngram" : "mlp",
            _ => null,
        };
        var conditions = key.AppliesWhere.Concat(key.Choices.Where(choice => choice.Word == text)
            .Select(choice => choice.AppliesWhere).OfType<KeyCondition>());
        return conditions.All(condition => condition.Path == "model.type" && condition.Holds(ValueOf));
    }

    private static Gen<string> Value(SpecKey key)
    {
        var number = Gen.Double[key.Minimum ?? 0, Math.Min(key.Maximum ?? 1e9, 1e9)].Where(key.Contains).Select(SpecText.Format);
        var integer = Gen.Long[(long)(key.Minimum ?? 0), (long)Math.Min(key.Maximum ?? 1e9, 1e9)].Select(SpecText.Format);
        var step = Gen.Long[100, 9999].Select(SpecText.Format);
        return key.Kind switch
        {
            ValueKind.Integer => integer,
            ValueKind.Number => number,
            ValueKind.Choice => Gen.Int[0, key.Choices.Count - 1].Select(index => key.Choices[index].Word),
            ValueKind.Schedule => Gen.OneOf(
                Gen.Select(number, step, number, (first, at, second) => $"{{ {at}: {second}, 0: {first} }}"),
                Gen.Select(number, Gen.Int[0, 9], number, (peak, warmup, final) =>
                    $"{{ type: linear, final: {final}, peak: {peak}, warmup: {warmup} }}"),
                Gen.Select(number, Gen.Int[0, 1], (peak, warmup) => $"{{ type: constant, peak: {peak}, warmup: {warmup} }}"),
                number.Select(peak => $"{{ type: one-cycle, peak: {peak} }}")),
            ValueKind.Expectation => Gen.Select(number, number, (value, tolerance) => $"{value} +- {tolerance}"),
            _ => Gen.Char["a-z0-9 #:'"].HashSet[1, 6]
                .Select(letters => $"\"x{string.Concat(letters.Where(letter => letter is not ('x' or '"')))}\""),
        };
    }
}
