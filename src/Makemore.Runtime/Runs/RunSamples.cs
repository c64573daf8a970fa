namespace Makemore.Runtime.Runs;

/// <summary>What a run has sampled.</summary>
internal static class RunSamples
{
    /// <summary>The samples of a file; of a running text, whose samples have lines of their own, all in one. None where there is no file.</summary>
    /// <param name="path">The <c>samples.txt</c> of the run.</param>
    /// <param name="isRunningText">Whether the run has learnt a running text.</param>
    public static string[] Read(string path, bool isRunningText) => !File.Exists(path) ? []
        : isRunningText ? [File.ReadAllText(path).TrimEnd('\n')]
        : File.ReadAllLines(path);
}
