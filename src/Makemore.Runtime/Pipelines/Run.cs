using System.Collections.Immutable;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sampling;
using Makemore.Runtime.Scoring;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Pipelines;

/// <summary>
/// A finished run: what came out, and the model, which is loaded when it is first asked for anything. Any number of threads may
/// ask at the same time; only the disposal must wait for them.
/// </summary>
public sealed class Run : IDisposable, IAsyncDisposable
{
    private readonly Lazy<TrainedModel> model;
    private readonly RunFolder folder;

    internal Run(RunPlan plan, RunnerOptions options, RunResult result)
    {
        (Plan, Result) = (plan, result);
        folder = RunFolder.Of(plan, options);
        model = new(() => Runner.Open(plan, options));
    }

    /// <summary>What was run.</summary>
    public RunPlan Plan { get; }

    /// <summary>What came out.</summary>
    public RunResult Result { get; }

    /// <summary>The folder of the run, which the command line has as well.</summary>
    public string Folder => folder.Path;

    /// <summary>The mean losses of the whole splits, in nats per token.</summary>
    public SplitLosses Losses => Result.Losses;

    /// <summary>The losses while it was trained, in nats per token by step; a counted model has none.</summary>
    public IReadOnlyList<Metric> LossCurve => MetricsLog.Read(folder.Metrics);

    /// <summary>The model with its tokenizer and its data, for all that is not here; it is disposed with the run.</summary>
    public TrainedModel Model => model.Value;

    /// <summary>Draws samples; the same arguments give the same ones.</summary>
    /// <param name="count">How many; the spec's where null, and so on.</param>
    /// <param name="temperature">Below 1 for what is likely, above for surprises.</param>
    /// <param name="topK">Only the likeliest so many tokens; 0 for all.</param>
    /// <param name="prompt">The text that each begins with.</param>
    /// <param name="length">The most tokens of each.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MakemoreException">The prompt has a character outside the vocabulary, or a number is no good.</exception>
    public ImmutableArray<string> Sample(
        int? count = null, double? temperature = null, int? topK = null, string prompt = "", int? length = null,
        long? seed = null, CancellationToken cancellation = default)
    {
        var given = Plan.Spec.Sampling;
        var spec = given with
        {
            Count = count ?? given.Count,
            Temperature = temperature ?? given.Temperature,
            TopK = topK ?? given.TopK,
            Length = length ?? given.Length,
            Seed = seed ?? given.Seed,
        };
        PlanSettings.Require(Plan with { Spec = Plan.Spec with { Sampling = spec } });
        return [.. new Sampler(Model.Model, Model.Corpus.Tokenizer).Sample(spec, prompt, cancellation)];
    }

    /// <summary>How well the model foresees a text: a line with its end, or a running text.</summary>
    /// <param name="text">The text; a line without its line break.</param>
    /// <exception cref="MakemoreException">A character is not in the vocabulary.</exception>
    public TextScore Score(string text) => new TextScorer(Model.Model, Model.Corpus.Tokenizer).Score(text);

    /// <summary>Every token that may follow a text, the likeliest first; of equal ones the first of the vocabulary.</summary>
    /// <param name="text">The text; empty for the first token of a text.</param>
    /// <exception cref="MakemoreException">A character is not in the vocabulary.</exception>
    public ImmutableArray<NextToken> NextTokens(string text)
    {
        var tokenizer = Model.Corpus.Tokenizer;
        var logarithms = new Sampler(Model.Model, tokenizer).LogProbabilities(text);
        // Mere scores do not sum to 1 by themselves.
        var sum = Model.Model.HasLoss ? 1 : logarithms.Sum(value => Math.Exp(value));
        return [.. logarithms
            .Select((value, token) => new NextToken(token, tokenizer.Decode([token]), Math.Exp(value) / sum)
            {
                IsEnd = token == tokenizer.Boundary,
            })
            .OrderByDescending(next => next.Probability)];
    }

    /// <summary>Losses as a sentence.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Plan.Name}: train {Losses.Train:0.0000}, dev {Losses.Dev:0.0000}, test {Losses.Test:0.0000}");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (model.IsValueCreated)
        {
            model.Value.Dispose();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A token that may come next.</summary>
/// <param name="Token">Its number in the vocabulary.</param>
/// <param name="Text">Its text; empty for the end of a line.</param>
/// <param name="Probability">How likely it is, from 0 to 1.</param>
public sealed record NextToken(int Token, string Text, double Probability)
{
    /// <summary>Whether it is the end of the line.</summary>
    public bool IsEnd { get; init; }
}
