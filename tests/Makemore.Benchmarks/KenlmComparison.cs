using System.Diagnostics;
using System.Globalization;

namespace Makemore.Benchmarks;

/// <summary>Runs KenLM's lmplz and query on a text, characters as words, where both are on the PATH.</summary>
internal static class KenlmComparison
{
    /// <summary>Runs both and prints how long they took, and what query says of the text.</summary>
    public static void Run(string path, int order, TextWriter output)
    {
        if (Find("lmplz") is not { } lmplz || Find("query") is not { } query)
        {
            output.WriteLine("  KenLM's lmplz and query are not on the PATH: nothing to compare with.");
            return;
        }

        var (spaced, arpa) = (path + ".spaced", path + ".arpa");
        try
        {
            WriteSpaced(path, spaced);
            var number = order.ToString(CultureInfo.InvariantCulture);
            Measure(output, "lmplz", lmplz, ["-o", number, "--discount_fallback", "--text", spaced, "--arpa", arpa], input: null);
            Measure(output, "query", query, ["-v", "summary", arpa], input: spaced);
        }
        finally
        {
            File.Delete(spaced);
            File.Delete(arpa);
        }
    }

    private static void Measure(TextWriter output, string name, string program, string[] arguments, string? input)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = input is not null,
            RedirectStandardOutput = true,
        })!;
        var printed = process.StandardOutput.ReadToEndAsync();
        if (input is not null)
        {
            using var text = File.OpenRead(input);
            text.CopyTo(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }

        process.WaitForExit();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  KenLM's {name}: {clock.Elapsed.TotalSeconds:0.00} s, exit code {process.ExitCode}"));
        output.WriteLine(printed.Result.TrimEnd());
    }

    // A blank would end a word, so that it is written as the character that ARPA files of this project have for it.
    private static void WriteSpaced(string path, string spaced)
    {
        using var target = new BufferedStream(File.Create(spaced), 1 << 20);
        foreach (var letter in File.ReadAllBytes(path))
        {
            if (letter == '\n')
            {
                target.WriteByte(letter);
                continue;
            }

            target.Write(letter == ' ' ? "\\s"u8 : [letter]);
            target.WriteByte((byte)' ');
        }
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
