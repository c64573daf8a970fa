using System.Collections.Immutable;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Models;

namespace Makemore.Cli.Reports;

/// <summary>Writes what a compiler has rewritten for a reader.</summary>
internal static class RewritingTables
{
    /// <summary>Writes the passes that have changed something, then what they have weighed.</summary>
    public static void Write(Terminal terminal, Rewriting rewriting)
    {
        terminal.WriteLine();
        var passes = Tables.Of("pass", ">training", ">evaluation");
        foreach (var pass in rewriting.Passes.Where(pass => pass.Training + pass.Evaluation > 0))
        {
            passes.AddTexts(pass.Name, Figures.Count(pass.Training), Figures.Count(pass.Evaluation));
        }

        terminal.Write(passes);
        if (rewriting.TrainingTables.IsEmpty && rewriting.EvaluationTables.IsEmpty)
        {
            return;
        }

        terminal.WriteLine();
        var choices = Tables.Of("multiply-adds of", "in", ">as a product", ">as table rows", "chosen");
        Add(rewriting.TrainingTables, "training");
        Add(rewriting.EvaluationTables, "evaluation");
        terminal.Write(choices);

        void Add(ImmutableArray<TableChoice> tables, string graph)
        {
            foreach (var choice in tables)
            {
                choices.AddTexts(
                    choice.Matrix, graph, Figures.Count(choice.Without), Figures.Count(choice.WithTable), choice.IsTable ? "table rows" : "product");
            }
        }
    }
}
