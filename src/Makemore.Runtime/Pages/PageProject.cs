using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;

namespace Makemore.Runtime.Pages;

/// <summary>What pages know of the project that their runs belong to.</summary>
/// <param name="Experiments">All experiments of the project.</param>
/// <param name="Options">Where runs and data are.</param>
/// <param name="CodeOf">The generated C# of an experiment; null where the build has not left it.</param>
public sealed record PageProject(IReadOnlyList<Experiment> Experiments, RunnerOptions Options, Func<Experiment, string?> CodeOf);
