using Makemore.Runtime;
using Makemore.Runtime.Models;

namespace Makemore.Cli.Commands;

/// <summary>The generated C# of experiments, as the build left it.</summary>
internal static class GeneratedCode
{
    /// <summary>All files of an experiment, the one for the reader first.</summary>
    /// <param name="programFolder">The folder of the program, below which the build puts <c>generated/</c>.</param>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="MakemoreException">A file is not there.</exception>
    public static string Of(string programFolder, Experiment experiment) =>
        string.Join('\n', experiment.GeneratedFiles.Select(file => Of(programFolder, file)));

    private static string Of(string programFolder, string fileName)
    {
        var folder = Path.Combine(programFolder, "generated");
        var file = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, fileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .FirstOrDefault()
            : null;
        return file is not null ? File.ReadAllText(file) : throw new MakemoreException(
            $"The generated file '{fileName}' is not below {folder}; build the project again to put it there.");
    }
}
