namespace Makemore.Generators.Specs;

/// <summary>The size of the vocabulary, where a spec alone decides it.</summary>
internal static class Vocabulary
{
    /// <summary>The number of tokens, the boundary included; null where the data decides.</summary>
    public static int? Of(ExperimentSpec spec)
    {
        var boundary = spec.Find("dataset.unit") is ChoiceValue { Value: "text" } ? 0 : 1;
        return spec.Find("tokenizer.type") switch
        {
            ChoiceValue { Value: "byte" } => 256 + boundary,
            // A run that cannot have exactly so many tokens does not start.
            ChoiceValue { Value: "word" or "bpe" } => spec.Find("tokenizer.vocabulary") is IntegerValue size ? (int)size.Value : null,
            _ => Characters(spec) + boundary,
        };
    }

    private static int? Characters(ExperimentSpec spec) => spec.Find("tokenizer.alphabet") is TextValue alphabet
        ? alphabet.Value.Count(character => !char.IsLowSurrogate(character))
        : spec.Find("dataset.name") switch
        {
            TextValue { Value: "names" or "given-names" } => 26,
            TextValue { Value: "tinyshakespeare" } => 65,
            _ => null,
        };
}
