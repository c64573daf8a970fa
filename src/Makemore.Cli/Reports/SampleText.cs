using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Spectre.Console;

namespace Makemore.Cli.Reports;

/// <summary>Shows samples: short ones side by side, texts of several lines apart from each other.</summary>
internal static class SampleText
{
    /// <summary>What a finished run has sampled; of a running text, whose samples have lines of their own, all in one.</summary>
    public static IReadOnlyList<string> Of(RunPlan plan, RunResult result) =>
        RunSamples.Read(Path.Combine(result.Folder!, "samples.txt"), plan.Spec.Dataset.Unit == DatasetUnit.Text);

    /// <summary>Writes samples within the width of the terminal; one that is longer than a line ends in an ellipsis.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<string> samples)
    {
        if (samples.Any(sample => sample.Contains('\n', StringComparison.Ordinal)))
        {
            terminal.WriteSample(string.Join("\n---\n", samples));
            return;
        }

        foreach (var line in Lines(samples.Select(VisibleText.Of), Math.Max(1, terminal.Width - 2)))
        {
            terminal.WriteLine("  " + line);
        }
    }

    private static IEnumerable<string> Lines(IEnumerable<string> samples, int width)
    {
        var line = "";
        foreach (var sample in samples.Select(sample => Ellipsis.Cut(sample, width)))
        {
            var longer = line.Length == 0 ? sample : $"{line}  {sample}";
            if (line.Length > 0 && longer.GetCellWidth() > width)
            {
                yield return line;
                longer = sample;
            }

            line = longer;
        }

        yield return line;
    }
}
