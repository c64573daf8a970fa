using System.Diagnostics;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

/// <summary>The tests' own program, started again to run one explicit test, so that it can be interrupted or killed.</summary>
internal static class TestProcess
{
    /// <summary>Starts it; the test is skipped where the program is not there.</summary>
    /// <param name="method">The test: its class and its method, apart by a dot.</param>
    /// <param name="variables">The environment variables that tell it what to do.</param>
    public static Process Start(string method, params (string Name, string Value)[] variables)
    {
        var program = Path.Combine(
            AppContext.BaseDirectory, "Makemore.Runtime.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        Assert.SkipUnless(File.Exists(program), $"{program} is not there, so the tests cannot start themselves.");
        var start = new ProcessStartInfo(program, ["-method", $"*.{method}", "-explicit", "only"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
