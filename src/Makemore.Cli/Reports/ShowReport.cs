using System.Collections.Immutable;
using System.Globalization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Models;

namespace Makemore.Cli.Reports;

/// <summary>One operation of a graph.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Output">The shape that comes out, in symbols.</param>
/// <param name="Sizes">The same in numbers; -1 for the batch.</param>
/// <param name="Parameters">The number of trained numbers.</param>
/// <param name="Share">Their share of the total.</param>
internal sealed record OperationReport(
    string Operation, string Output, ImmutableArray<long> Sizes, long Parameters, double Share)
{
    /// <summary>The layer that it belongs to where it is repeated; else empty.</summary>
    public string Layer { get; init; } = "";

    /// <summary>How many times it is there; parameters are those of all times.</summary>
    public long Times { get; init; } = 1;

    /// <summary>The operation, indented below the repetition that it belongs to.</summary>
    internal string Indented =>
        Layer.Length == 0 ? Operation : new string(' ', 2 * Layer.Split('.').Length) + Operation;
}

/// <summary>What an experiment is.</summary>
internal sealed record ShowReport(string Name, string Description, string Spec) : Report
{
    /// <summary>The number of tokens; null where the data cannot be had.</summary>
    public int? Vocabulary { get; init; }

    /// <summary>What computes.</summary>
    public required string Backend { get; init; }

    /// <summary>Why the compiler has chosen it; null where the spec names it.</summary>
    public string? BackendReason { get; init; }

    /// <summary>The number of trained numbers; null for a counted model.</summary>
    public long? Parameters { get; init; }

    /// <summary>The operations in order; empty for a counted model.</summary>
    public IReadOnlyList<OperationReport> Graph { get; init; } = [];

    /// <summary>What the compiler has rewritten in the graph; null where it leaves the graph to a library.</summary>
    public Rewriting? Rewriting { get; init; }

    /// <summary>Where what is computed on the way lies; null where nobody asks.</summary>
    public MemoryReport? Memory { get; init; }

    /// <summary>Why there is no graph.</summary>
    public string? Missing { get; init; }

    /// <summary>The generated C#.</summary>
    public string? Code { get; init; }

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        terminal.WriteLine("# " + Name);
        terminal.WriteLine(Spec.TrimEnd());
        terminal.WriteLine();
        if (BackendReason is not null)
        {
            terminal.WriteLine($"backend: {Backend}, since {BackendReason}");
            terminal.WriteLine();
        }

        if (Graph.Count > 0)
        {
            WriteGraph(terminal);
        }
        else
        {
            terminal.WriteLine(Missing ?? $"The model counts n-grams of {Figures.Count(Vocabulary)} tokens; it has no graph.");
        }

        if (Rewriting is not null)
        {
            RewritingTables.Write(terminal, Rewriting);
        }

        Memory?.WriteTo(terminal);
        if (Code is not null)
        {
            terminal.WriteLine();
            terminal.WriteLine(Code.TrimEnd());
        }
    }

    private void WriteGraph(Terminal terminal)
    {
        var table = Tables.Of("operation", "output", "sizes", ">parameters", ">share");
        foreach (var row in Graph)
        {
            table.AddTexts(row.Indented, row.Output, Sizes(row.Sizes), Figures.Count(row.Parameters), Figures.Share(row.Share));
        }

        table.AddTexts("total", "", "", Figures.Count(Parameters), Figures.Share(1));
        terminal.Write(table);
    }

    private static string Sizes(ImmutableArray<long> sizes) => "("
        + string.Join(", ", sizes.Select(size => size < 0 ? "batch" : size.ToString(CultureInfo.InvariantCulture))) + ")";
}
