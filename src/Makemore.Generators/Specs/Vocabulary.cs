namespace Makemore.Generators.Specs;

/// <summary>The size of the vocabulary, where a spec alone decides it.</summary>
internal static class Vocabulary
{
    /// <summary>The number of tokens, the boundary included; null where the data decides.</summary>
    public static int? Of(EquatableArray<Setting> settings)
    {
        var boundary = Find("dataset.unit") is ChoiceValue { Value: "text" } ? 0 : 1;
        if (Find("tokenizer.type") is ChoiceValue { Value: "byte" })
        {
            return 256 + boundary;
        }

        if (Find("tokenizer.alphabet") is TextValue alphabet)
        {
            return alphabet.Value.Count(character => !char.IsLowSurrogate(character)) + boundary;
        }

        return Find("dataset.name") switch
        {
            TextValue { Value: "names" or "given-names" } => 26 + boundary,
            TextValue { Value: "tinyshakespeare" } => 65 + boundary,
            _ => null,
        };

        SettingValue? Find(string path) => settings.FirstOrDefault(setting => setting.Path == path)?.Value;
    }
}
