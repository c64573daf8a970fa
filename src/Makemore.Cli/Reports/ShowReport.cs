using System.Collections.Immutable;
using System.Globalization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Models;

namespace Makemore.Cli.Reports;

/// <summary>One operation of a graph; its numbers are formulas where the number of tokens is not known.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Output">The shape that comes out, in symbols.</param>
internal sealed record OperationReport(string Operation, string Output)
{
    /// <summary>The shape in numbers; -1 for the batch.</summary>
    public ImmutableArray<long>? Sizes { get; init; }

    /// <summary>The shape in numbers and formulas of <c>vocab</c>, where that is not known.</summary>
    public ImmutableArray<string>? SizeFormulas { get; init; }

    /// <summary>The number of trained numbers.</summary>
    public long? Parameters { get; init; }

    /// <summary>The same as a formula of <c>vocab</c>.</summary>
    public string? ParametersFormula { get; init; }

    /// <summary>Their share of the total.</summary>
    public double? Share { get; init; }

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

    /// <summary>The same as a formula of <c>vocab</c>, where that is not known.</summary>
    public string? ParametersFormula { get; init; }

    /// <summary>The finished run; null where there is none.</summary>
    public RunReport? Run { get; init; }

    /// <summary>The operations in order; empty for a counted model.</summary>
    public IReadOnlyList<OperationReport> Graph { get; init; } = [];

    /// <summary>What the compiler has rewritten in the graph; null where it leaves the graph to a library.</summary>
    public Rewriting? Rewriting { get; init; }

    /// <summary>Where what is computed on the way lies; null where nobody asks.</summary>
    public MemoryReport? Memory { get; init; }

    /// <summary>Why the number of tokens is not known.</summary>
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
            if (Missing is not null)
            {
                terminal.WriteLine();
                terminal.WriteLine(Missing);
            }
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
        if (Run is not null)
        {
            terminal.WriteLine();
            WriteRun(terminal, Run);
        }

        if (Code is not null)
        {
            terminal.WriteLine();
            terminal.WriteLine(Code.TrimEnd());
        }
    }

    private void WriteGraph(Terminal terminal)
    {
        var isKnown = Vocabulary is not null;
        var table = Tables.Of("operation", "output", "sizes", ">parameters", isKnown ? ">share" : "");
        foreach (var row in Graph)
        {
            table.AddTexts(row.Indented, row.Output, $"({string.Join(", ", SizesOf(row))})", row.ParametersFormula ?? Figures.Count(row.Parameters),
                row.Share is { } share ? Figures.Share(share) : "");
        }

        table.AddTexts("total", "", "", ParametersFormula ?? Figures.Count(Parameters), isKnown ? Figures.Share(1) : "");
        terminal.Write(table);
    }

    private static void WriteRun(Terminal terminal, RunReport run)
    {
        terminal.WriteLine($"trained: {Figures.Count(run.Steps)} steps in {Figures.Seconds(run.Seconds)} seconds, "
            + $"{Figures.Count(run.Parameters)} parameters, {Figures.Count(run.Samples?.Count)} samples");
        var table = Tables.Of("split", ">loss", ">perplexity", ">bits/character");
        (string Split, double? Loss, double? Bits)[] rows =
        [
            ("train", run.Losses?.Train, run.BitsPerCharacter?.Train),
            ("dev", run.Losses?.Dev, run.BitsPerCharacter?.Dev),
            ("test", run.Losses?.Test, run.BitsPerCharacter?.Test),
        ];
        foreach (var (split, loss, bits) in rows.Where(row => row.Loss is not null))
        {
            table.AddTexts(split, Figures.Loss(loss), Figures.Perplexity(loss), Figures.Loss(bits));
        }

        terminal.Write(table);
        terminal.WriteLine(run.Folder ?? "");
    }

    private static IEnumerable<string> SizesOf(OperationReport row) => row.SizeFormulas
        ?? row.Sizes?.Select(size => size < 0 ? "batch" : size.ToString(CultureInfo.InvariantCulture)) ?? [];
}
