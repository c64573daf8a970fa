using System.Collections.Immutable;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Cli.Commands;

/// <summary>Writes what a study leaves in its folder beside the runs: plots.</summary>
internal static class StudyFiles
{
    /// <summary>Writes all files of a study.</summary>
    public static void Write(string folder, Sweep sweep, ImmutableArray<Trial> trials, RunnerOptions options, Terminal terminal)
    {
    }
}
