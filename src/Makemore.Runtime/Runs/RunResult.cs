using System.Text.Json;
using System.Text.Json.Serialization;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>What came out of a finished run: the content of <c>result.json</c>.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Hash">The run's hash, as many digits as its folder has.</param>
/// <param name="Steps">The steps of training; 0 for a counted model.</param>
/// <param name="Parameters">The number of trained numbers.</param>
/// <param name="Losses">The mean losses of the whole splits, in nats per token.</param>
/// <param name="Seconds">The time that training took, without measurements of whole splits at the end.</param>
public sealed record RunResult(string Name, string Hash, long Steps, long Parameters, SplitLosses Losses, double Seconds)
{
    /// <summary>The perplexities of the splits: e to the power of each loss.</summary>
    public SplitLosses Perplexities => Losses.Perplexities();

    /// <summary>The losses in bits per character, line ends included.</summary>
    public SplitLosses? BitsPerCharacter { get; init; }

    /// <summary>Where the weights come from that early stopping has kept; null without.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BestResult? Best { get; init; }

    /// <summary>The folder of the run; not in the file, which may be moved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Folder { get; init; }

    /// <summary>The parameters of smoothing that were chosen on the dev split; null where none were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NamedValues<double>? Fitted { get; init; }

    /// <summary>The settings that the samples were drawn with, by key.</summary>
    public NamedValues<string> Sampling { get; init; } = [];

    /// <summary>The SHA-256 of each other file of the run, by its name, in lower-case hexadecimal digits.</summary>
    public NamedValues<string> Files { get; init; } = [];

    /// <summary>The SHA-256 of the result without it; null before it is written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sha256 { get; init; }

    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunJson.Default.RunResult);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not a result.</exception>
    public static RunResult Parse(string json) =>
        JsonSerializer.Deserialize(json, RunJson.Default.RunResult) is { Name: not null, Hash: not null, Losses: not null } result
            ? result
            : throw new JsonException("The text is not the result of a run.");
}

/// <summary>The measurement with the lowest dev loss of a run.</summary>
/// <param name="Step">The steps made when it was measured.</param>
/// <param name="Loss">The dev loss, in nats per token.</param>
public sealed record BestResult(long Step, double Loss);
