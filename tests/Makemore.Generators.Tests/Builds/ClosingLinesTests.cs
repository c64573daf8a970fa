using System.Diagnostics;
using Makemore.Generators.Tests.Compiling;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Builds;

/// <summary>The closing lines of <c>.ci/run</c>.</summary>
public sealed class ClosingLinesTests
{
    [Fact]
    public async Task What_was_skipped_is_counted_and_named_by_its_reason_before_the_sums()
    {
        var (output, exitCode) = await Close("""
            failed Some.Tests.A_failed_one (3ms)
              Expected: 1
            skipped Some.Tests.A_figure(context: 1)
              names.txt was not found (set MAKEMORE_DATA)
              from /somewhere/Some.Tests.dll (net10.0|x64)
            skipped Other.Tests.Only_elsewhere
              Windows has no such variable.
              from /somewhere/Other.Tests.dll (net10.0|x64)
            /somewhere/Other.Tests.dll (net10.0|x64) passed (54s 742ms)
            skipped Some.Tests.A_figure(context: 2)
              names.txt was not found (set MAKEMORE_DATA)
              from /somewhere/Some.Tests.dll (net10.0|x64)

            Test run summary: Failed!
              total: 1462
              failed: 1
              succeeded: 1458
              skipped: 3
              duration: 1m 05s 887ms

            """);

        Assert.Equal(
            """
            2 figures of the lectures and of KenLM were not checked: names.txt was not found (set MAKEMORE_DATA)
              Some.Tests.A_figure(context: 1)
              Some.Tests.A_figure(context: 2)
            1 test was skipped: Windows has no such variable
              Other.Tests.Only_elsewhere
            1458 passed, 1 failed, 3 skipped

            """,
            output);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_log_without_sums_is_a_failure()
    {
        var (output, exitCode) = await Close("error CS1002: ; expected\n");

        Assert.Equal("0 passed, 0 failed, 0 skipped\n", output);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task A_project_that_ended_before_its_tests_did_counts_as_failed()
    {
        var (output, _) = await Close("""
            error CS1002: ; expected
            Test run summary: Failed!
              /somewhere/Some.Tests.dll (net10.0|x64) failed (971ms)

              error: 1

              total: 1940
              failed: 0
              succeeded: 1939
              skipped: 1

            """);

        Assert.Equal("1939 passed, 1 failed, 1 skipped\n", output);
    }

    private static async Task<(string Output, int ExitCode)> Close(string log)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), ".ci/run is a script for a Unix shell");
        using var folder = new TemporaryFolder();
        folder.Write("log", log);
        var start = new ProcessStartInfo(Repository.PathOf(".ci/closing"), [Path.Combine(folder.Path, "log")])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output, process.ExitCode);
    }
}
