using System.Diagnostics;
using Makemore.Cli;
using Makemore.Runtime.Tests.Runs;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>Sends signals to a real process that trains.</summary>
public sealed class SignalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const string FolderVariable = "MAKEMORE_TEST_PROJECT";

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_saves_a_checkpoint_and_ends_with_130(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var project = new TestProject();
        using var process = TestProcess.Start(
            $"{nameof(SignalTests)}.{nameof(Train_until_a_signal_comes)}", (FolderVariable, project.Folder));
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!process.HasExited && !HasCheckpoint(project.Folder))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        using var kill = Process.Start("kill", ["-" + signal, FormattableString.Invariant($"{process.Id}")]);
        // A shell that ignores a signal, as nohup does SIGHUP, hands that on to the process.
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(ended, Task.Delay(Patience, TestContext.Current.CancellationToken)) != ended)
        {
            process.Kill();
            Assert.Fail($"The process took no notice of SIG{signal}.");
        }

        Assert.True(process.ExitCode == 130, $"{process.ExitCode}: {await output}{await error}");
        Assert.Matches(@"error: Interrupted\. mlp is saved as of step \d+: the same command goes on from there\.", await error);
    }

    /// <summary>What the process does.</summary>
    [Fact(Explicit = true)]
    public void Train_until_a_signal_comes()
    {
        var experiment = new SteppedExperiment("mlp") { Steps = 1_000_000, BeforeStep = _ => Thread.Sleep(10) };

        Environment.Exit(CommandLine.Run(
            [experiment], ["train", "mlp", "--project-folder", Environment.GetEnvironmentVariable(FolderVariable)!]));
    }

    private static bool HasCheckpoint(string folder) =>
        Directory.EnumerateFiles(folder, "*.safetensors", SearchOption.AllDirectories).Any();
}
