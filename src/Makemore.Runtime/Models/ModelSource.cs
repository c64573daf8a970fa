namespace Makemore.Runtime.Models;

/// <summary>A model as its spec gives it; what it computes is in the generated code.</summary>
public abstract record ModelSource
{
    private ModelSource()
    {
    }

    /// <summary>N-grams that are counted.</summary>
    public static ModelSource Ngrams { get; } = new Counted();

    /// <summary>The value of <c>model.type</c>: a preset, <c>ngram</c> or <c>program</c>.</summary>
    public string Type => this switch
    {
        Preset preset => preset.Name,
        Counted => "ngram",
        _ => "program",
    };

    /// <summary>A function of the prelude.</summary>
    /// <param name="Name">Its name in a spec: <c>mlp</c>.</param>
    public sealed record Preset(string Name) : ModelSource;

    /// <summary>A program in the model language.</summary>
    /// <param name="Text">The program, its lines ended by <c>\n</c>.</param>
    public sealed record Program(string Text) : ModelSource;

    /// <summary>N-grams that are counted.</summary>
    public sealed record Counted : ModelSource;
}
