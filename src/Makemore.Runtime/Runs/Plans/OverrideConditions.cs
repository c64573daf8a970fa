using System.Text.Json;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>The values, as a spec writes them, of those keys on which it depends whether another key applies.</summary>
internal static class OverrideConditions
{
    /// <summary>The value of a key, or null where it is not given.</summary>
    public static string? ValueOf(ExperimentSpec spec, string path) => path switch
    {
        // Of the types of model the conditions tell only the counted one from all others.
        "model.type" => spec.Training.Backend == Backend.Ngram ? "ngram" : "network",
        "arpa" => spec.Arpa,
        "dataset.train" => spec.Dataset.Train,
        "dataset.unit" => spec.Dataset.Unit == DatasetUnit.Text ? "text" : "line",
        "split.shuffle" => spec.Split.Shuffle == SplitShuffle.Python ? "python" : "none",
        "smoothing.type" => JsonNamingPolicy.KebabCaseLower.ConvertName(spec.Smoothing.Type.ToString()),
        "tokenizer.type" => spec.Tokenizer.Type switch
        {
            TokenizerType.Byte => "byte",
            TokenizerType.Word => "word",
            TokenizerType.Bpe => "bpe",
            _ => "char",
        },
        _ => throw new NotSupportedException($"No condition may depend on {path}."),
    };
}
