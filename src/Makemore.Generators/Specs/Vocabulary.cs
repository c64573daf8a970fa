using Makemore.Generators.Collections;

namespace Makemore.Generators.Specs;

/// <summary>The size of the vocabulary, where a spec alone decides it.</summary>
internal static class Vocabulary
{
    /// <summary>The number of tokens, the boundary included; null where the data decides.</summary>
    public static int? Of(EquatableArray<Setting> settings)
    {
        var boundary = Find(settings, "dataset.unit") is ChoiceValue { Value: "text" } ? 0 : 1;
        return Find(settings, "tokenizer.type") switch
        {
            ChoiceValue { Value: "byte" } => 256 + boundary,
            // A run that cannot have exactly so many tokens does not start.
            ChoiceValue { Value: "word" or "bpe" } =>
                Find(settings, "tokenizer.vocabulary") is IntegerValue size ? (int)size.Value : null,
            _ => Characters(settings) + boundary,
        };
    }

    private static int? Characters(EquatableArray<Setting> settings) => Find(settings, "tokenizer.alphabet") is TextValue alphabet
        ? alphabet.Value.Count(character => !char.IsLowSurrogate(character))
        : Find(settings, "dataset.name") switch
        {
            TextValue { Value: "names" or "given-names" } => 26,
            TextValue { Value: "tinyshakespeare" } => 65,
            _ => null,
        };

    private static SettingValue? Find(EquatableArray<Setting> settings, string path) =>
        settings.FirstOrDefault(setting => setting.Path == path)?.Value;
}
