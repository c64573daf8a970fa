using Makemore.Runtime.Boards;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Pages;

namespace Makemore.Cli;

/// <summary>What a project may bring beside the command line, each from a project of its own, or leave out for a smaller restore.</summary>
public sealed record Additions
{
    /// <summary>What draws charts: that of Makemore.Charts.</summary>
    public ICharts? Charts { get; init; }

    /// <summary>What writes pages: that of Makemore.Pages.</summary>
    public IPages? Pages { get; init; }

    /// <summary>What serves the board: that of Makemore.Board.</summary>
    public IBoard? Board { get; init; }
}
