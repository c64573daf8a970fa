using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli.Commands;

/// <summary>Puts runs side by side; it trains none.</summary>
internal static class CompareCommand
{
    /// <summary>Compares the runs that the patterns mean.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="patterns">Names, globs, <c>name@hash</c>, or paths of run folders.</param>
    /// <param name="output">The file of the plot; null for one below the folder of all runs.</param>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns, string? output)
    {
        var runs = RunSelection.Present(invocation.Catalog(), invocation.Surroundings.CurrentFolder, patterns);
        if (runs.Count < 2)
        {
            throw new MakemoreException(
                $"`compare` needs two runs or more, but {string.Join(" and ", patterns.Select(pattern => $"'{pattern}'"))} " +
                    $"{(patterns.Count == 1 ? "names" : "name")} {runs.Count}.");
        }

        string[] labels = [.. RunLabels.Of(runs)];
        var files = invocation.Charts.DrawCurves(
            [.. runs.Zip(labels, (run, label) => new LossCurve(label, MetricsLog.Read(run.Folder.Metrics), run.MeasuredLoss))],
            Paths(invocation, labels, output),
            invocation.Terminal.Warn);
        return new CompareReport([.. runs.Zip(labels, CompareRow.Of)], ComparedSetting.Of([.. runs.Select(run => run.Folder.Identity)]), files);
    }

    private static string[] Paths(Invocation invocation, string[] labels, string? output)
    {
        if (output is null)
        {
            var name = RunFileNames.Of(labels);
            var folder = Path.Combine(invocation.Folders.Runs, "compare");
            return [Path.Combine(folder, name + ChartEndings.Svg), Path.Combine(folder, name + ChartEndings.Png)];
        }

        var path = Path.GetFullPath(output, invocation.Surroundings.CurrentFolder);
        return Path.GetExtension(path) switch
        {
            ChartEndings.Svg or ChartEndings.Png => [path],
            "" => [path + ChartEndings.Svg, path + ChartEndings.Png],
            var ending => throw new MakemoreException(
                $"--output: expected a file that ends in {ChartEndings.Svg} or {ChartEndings.Png}, or in neither for both, found '{ending}'."),
        };
    }
}
