using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Makemore.Benchmarks;

/// <summary>The peer in PyTorch, a process that makes steps when it is asked to: <c>tests/peers/steps.py</c>.</summary>
internal sealed class PyTorchPeer : IDisposable
{
    private readonly Process process;

    private PyTorchPeer(Process process) => this.process = process;

    /// <summary>Starts it; null, and a sentence, where no Python has PyTorch.</summary>
    public static PyTorchPeer? Start(TextWriter output)
    {
        var script = Path.Combine(Folder() ?? "", "steps.py");
        // The system's own Python may have what the first on the PATH has not.
        foreach (var python in (string[])["python3", "/usr/bin/python3"])
        {
            if (File.Exists(script) && Run(python, "-c", "import torch") is { } probe)
            {
                using (probe)
                {
                    probe.WaitForExit();
                    if (probe.ExitCode == 0)
                    {
                        return new(Run(python, script)!);
                    }
                }
            }
        }

        output.WriteLine("There is no Python with PyTorch here, so that its column is empty.");
        return null;
    }

    /// <summary>Makes steps of a model.</summary>
    /// <returns>The microseconds of each.</returns>
    public double Microseconds(string model, int steps)
    {
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model} {steps}"));
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer in PyTorch has ended.");
        return JsonDocument.Parse(answer).RootElement.GetProperty("microseconds").GetDouble();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static Process? Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = arguments[0] == "-c",
        };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // The folder of the peers, above the program.
    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "tests", "peers") is var peers && Directory.Exists(peers))
            {
                return peers;
            }
        }

        return null;
    }
}
