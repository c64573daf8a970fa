using System.Collections.Immutable;
using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Data;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
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
        var unknown = vocabulary is null ? Graphs(plan) : [];
        var graph = vocabulary is { } size ? Graph(plan, size) : SymbolicGraph(unknown);
        return new ShowReport(plan.Name, plan.Spec.Description, plan.ToYaml())
        {
            Vocabulary = vocabulary,
            Backend = plan.Experiment.Numerics.Backend,
            BackendReason = plan.Spec.Training.Backend != Backend.Auto ? null
                : plan.Experiment.MissingOnSimd is { } operation ? $"simd has no '{operation}'" : "it has a rule for every operation",
            Parameters = vocabulary is null || graph.Count == 0 ? null : graph.Sum(row => row.Parameters),
            ParametersFormula = ParametersFormula(unknown),
            Graph = graph,
            Run = Trained(plan, invocation),
            Rewriting = plan.Experiment.Rewriting,
            Memory = withMemory && vocabulary is { } tokens ? PlannedMemory.Of(plan, tokens, invocation) : null,
            Missing = missing,
            Code = withCode ? GeneratedCode.Of(invocation.Surroundings.ProgramFolder, plan.Experiment) : null,
        };
    }

    private static IReadOnlyList<OperationReport> Graph(RunPlan plan, int vocabulary)
    {
        var rows = plan.Experiment.Graph(plan.Hyperparameters, plan.Spec.Context, vocabulary);
        var total = rows.Sum(row => row.Parameters);
        return [.. rows.Select(row => new OperationReport(row.Operation, row.Output)
        {
            Sizes = row.Sizes,
            Parameters = row.Parameters,
            Share = total == 0 ? 0 : (double)row.Parameters / total,
            Layer = row.Layer,
            Times = row.Times,
        })];
    }

    // Sizes are formulas where nobody knows the number of tokens.
    private static IReadOnlyList<OperationReport> SymbolicGraph(IReadOnlyList<ImmutableArray<GraphRow>> graphs) =>
        [.. graphs[0].Select((row, index) => new OperationReport(row.Operation, row.Output)
        {
            SizeFormulas =
            [
                .. row.Sizes.Select((size, place) => size < 0 ? "batch"
                    : VocabularyFormula.Of([.. graphs.Select(graph => graph[index].Sizes[place])]) ?? "?"),
            ],
            ParametersFormula = VocabularyFormula.Of([.. graphs.Select(graph => graph[index].Parameters)]),
            Layer = row.Layer,
            Times = row.Times,
        })];

    private static string? ParametersFormula(IReadOnlyList<ImmutableArray<GraphRow>> graphs) =>
        graphs is [[_, ..], ..] ? VocabularyFormula.Of([.. graphs.Select(graph => graph.Sum(row => row.Parameters))]) : null;

    // The graph for several vocabularies, which tell how its numbers depend on them.
    private static IReadOnlyList<ImmutableArray<GraphRow>> Graphs(RunPlan plan) =>
        [.. VocabularyFormula.Vocabularies.Select(vocabulary => plan.Experiment.Graph(plan.Hyperparameters, plan.Spec.Context, vocabulary))];

    // The finished run; one whose data are gone is known by what it recorded of them.
    private static RunReport? Trained(RunPlan plan, Invocation invocation) =>
        RunFolders.Of(invocation.Folders.Runs, plan.Name)
            .Where(run => RunIdentity.Of(plan, run.Identity.Data).Hash == run.Hash)
            .Select(run => RunState.Of(run))
            .OfType<RunState.Finished>()
            .Select(finished => RunReport.Of(plan, finished.Result, isUpToDate: true))
            .FirstOrDefault();

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
            return (null, $"The number of tokens, `vocab`, cannot be known: {exception.Message}");
        }
    }
}
