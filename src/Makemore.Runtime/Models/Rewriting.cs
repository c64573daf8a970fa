using System.Collections.Immutable;

namespace Makemore.Runtime.Models;

/// <summary>What a compiler has rewritten in a model's graph; docs/passes.md tells of each pass.</summary>
/// <param name="Passes">The passes, in their order.</param>
/// <param name="TrainingTables">What was weighed for a step of training: whether a linear layer on an embedding is a lookup.</param>
/// <param name="EvaluationTables">The same for what is computed to measure the model.</param>
public sealed record Rewriting(
    ImmutableArray<PassChanges> Passes, ImmutableArray<TableChoice> TrainingTables, ImmutableArray<TableChoice> EvaluationTables);

/// <summary>How much a pass has changed.</summary>
/// <param name="Name">What the pass is called.</param>
/// <param name="Training">The steps that it has rewritten in a step of training.</param>
/// <param name="Evaluation">Those in what is computed to measure the model.</param>
public sealed record PassChanges(string Name, int Training, int Evaluation);

/// <summary>What the product of an embedding's rows with a matrix costs as a lookup, and as it is.</summary>
/// <param name="Matrix">What the rows are multiplied with.</param>
/// <param name="WithTable">About how many multiply-adds it takes to make a table of products, and to look rows up there.</param>
/// <param name="Without">About how many it takes to multiply.</param>
public sealed record TableChoice(string Matrix, long WithTable, long Without)
{
    /// <summary>Whether it is a lookup.</summary>
    public bool IsTable => WithTable < Without;
}
