using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Makemore.Cli;
using Makemore.Pages;

namespace Makemore.Browser.Tests.Pages;

/// <summary>The reports that are looked at, each written when it is first asked for, in a folder of their own.</summary>
public sealed class WrittenPages : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "makemore-pages-" + Guid.NewGuid().ToString("N"));
    private readonly ConcurrentDictionary<string, Lazy<string>> files = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public WrittenPages()
    {
        var specs = Directory.CreateDirectory(Path.Combine(folder, "Pages", "Specs"));
        foreach (var spec in Directory.GetFiles(Path.Combine(Here(), "Specs")))
        {
            File.Copy(spec, Path.Combine(specs.FullName, Path.GetFileName(spec)));
        }

        File.WriteAllText(Path.Combine(folder, "odd.txt"), string.Concat(Enumerable.Repeat(
            "<script>console.log('from the text')</script> & \"quotes\" 'too'\nGrüße, 日本語 und 🙂\u200b\u202e!\nein\tTab und\u0001 ein Steuerzeichen\n</pre></style><!-- \n", 12)));
    }

    /// <summary>The file of a report: of runs by their names, of a sweep behind the word.</summary>
    public string Of(params string[] arguments) =>
        files.GetOrAdd(string.Join(' ', arguments), _ => new(() => Write(arguments))).Value;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    // Runs that are not there are trained; one after the other, since tests may ask for the same.
    private string Write(string[] arguments)
    {
        lock (gate)
        {
            var file = Path.Combine(folder, $"{files.Count}.html");
            if (arguments is ["sweep", var name])
            {
                Run("sweep", name);
            }

            Run(["report", .. arguments, "--output", file]);
            return file;
        }
    }

    private void Run(params string[] arguments) => Assert(CommandLine.Run(
        Experiments.All, [.. arguments, "--quiet", "--project-folder", folder], Experiments.Sweeps, new() { Pages = new HtmlPages() }));

    private static void Assert(int exitCode, [CallerArgumentExpression(nameof(exitCode))] string call = "") => Xunit.Assert.True(exitCode == 0, $"{exitCode}: {call}");
}
