using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Commands;

/// <summary>Measures a trained model on whole splits.</summary>
internal static class EvaluateCommand
{
    private static readonly string[] Splits = ["train", "dev", "test"];

    /// <summary>Measures an experiment, and trains it first where it is not up to date.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="name">The experiment.</param>
    /// <param name="split">The only split to measure, or null for all.</param>
    public static Report Run(Invocation invocation, string name, string? split)
    {
        if (split is not null && !Splits.Contains(split))
        {
            throw new MakemoreException(
                $"--split: expected {string.Join(" or ", Splits)}, found '{split}'.{Suggestion.For(split, Splits)}");
        }

        var plan = invocation.Plan(Selection.Single(invocation.Experiments, name));
        var (result, _) = invocation.Finish(plan);
        using var trained = Runner.Open(plan, invocation.RunnerOptions);
        var corpus = trained.Corpus;
        var losses = new SplitLosses(
            Measure("train", corpus.Train), Measure("dev", corpus.Dev), Measure("test", corpus.Test));
        return new EvaluationReport(
            result.Name, result.Hash, result.Parameters, LossReport.Of(losses), LossReport.Of(losses.BitsPerCharacter(corpus)))
        {
            Ngrams = trained.Model is NgramModel model
                ? NgramCoverage.Of(model, corpus, split, invocation.Surroundings.Cancellation)
                : null,
        };

        double? Measure(string name, TokenSequences tokens) => split is null || split == name
            ? SplitLoss.Of(trained.Model, tokens, invocation.Surroundings.Cancellation)
            : null;
    }
}
