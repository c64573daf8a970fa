using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Data;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Cli.Commands;

/// <summary>Shows what an experiment is, without training it.</summary>
internal static class ShowCommand
{
    /// <summary>Shows an experiment, with its generated code and the plan of its memory if these are asked for.</summary>
    public static Report Run(Invocation invocation, string name, bool withCode, bool withMemory)
    {
        var plan = invocation.Plan(Selection.Single(invocation.Experiments, name));
        if (withMemory)
        {
            PlannedMemory.Require(plan);
        }

        var (vocabulary, missing) = Vocabulary(plan, invocation);
        var rows = vocabulary is { } size
            ? plan.Experiment.Graph(plan.Hyperparameters, plan.Spec.Context, size)
            : [];
        var total = rows.Sum(row => row.Parameters);
        return new ShowReport(plan.Name, plan.Spec.Description, plan.ToYaml())
        {
            Vocabulary = vocabulary,
            Backend = plan.Experiment.Numerics.Backend,
            BackendReason = plan.Spec.Training.Backend != Backend.Auto ? null
                : plan.Experiment.MissingOnSimd is { } operation ? $"simd has no '{operation}'" : "it has a rule for every operation",
            Parameters = rows.IsEmpty ? null : total,
            Graph = [.. rows.Select(row => new OperationReport(
                row.Operation, row.Output, row.Sizes, row.Parameters, total == 0 ? 0 : (double)row.Parameters / total)
            {
                Layer = row.Layer,
                Times = row.Times,
            })],
            Rewriting = plan.Experiment.Rewriting,
            Memory = withMemory && vocabulary is { } tokens ? PlannedMemory.Of(plan, tokens, invocation) : null,
            Missing = missing,
            Code = withCode ? GeneratedCode.Of(invocation.Surroundings.ProgramFolder, plan.Experiment) : null,
        };
    }

    private static (int? Size, string? Missing) Vocabulary(RunPlan plan, Invocation invocation)
    {
        try
        {
            var corpus = CorpusLoader.Load(
                plan.Spec.Dataset, plan.Spec.Split, invocation.RunnerOptions.Data, invocation.Surroundings.Cancellation);
            return (Tokenizer.Create(plan.Spec.Tokenizer, corpus).VocabularySize, null);
        }
        catch (MakemoreException exception)
        {
            return (null, $"The graph depends on the vocabulary, which cannot be known: {exception.Message}");
        }
    }
}
