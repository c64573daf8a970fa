using Makemore.Runtime.Data;

namespace Makemore.Runtime.Runs;

/// <summary>Where runs are kept and where their data come from.</summary>
/// <param name="RunsFolder">The folder of all runs, <c>runs</c>.</param>
/// <param name="Data">Where datasets are looked for.</param>
public sealed record RunnerOptions(string RunsFolder, DataOptions Data);
