using System.Collections.Immutable;

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

    /// <summary>What the spec gives beside the hyperparameters: yes and no.</summary>
    public ImmutableArray<ModelArgument> Arguments { get; init; } = [];

    /// <summary>A function of the prelude.</summary>
    /// <param name="Name">Its name in a spec: <c>mlp</c>.</param>
    public sealed record Preset(string Name) : ModelSource;

    /// <summary>A program in the model language.</summary>
    /// <param name="Text">The program, its lines ended by <c>\n</c>.</param>
    public sealed record Program(string Text) : ModelSource;

    /// <summary>N-grams that are counted.</summary>
    public sealed record Counted : ModelSource;
}

/// <summary>An argument that the spec gives a preset or a program.</summary>
/// <param name="Name">The name in a spec.</param>
/// <param name="Value">The value as a spec writes it.</param>
public sealed record ModelArgument(string Name, string Value);
