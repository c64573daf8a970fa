using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Builds;

public sealed class RestoreTests
{
    private const long MostBytes = 150_000_000;

    // What is built with a program that refers to the runtime, the command line and the generator.
    private static readonly string[] Built =
        ["Makemore.Cli", "Makemore.Format.Generators", "Makemore.Generators", "Makemore.Runtime", "Makemore.Sqlite"];

    /// <summary>What a project that only counts n-grams, or one that wants the command line for it, restores.</summary>
    [Theory]
    [InlineData("Makemore.Runtime")]
    [InlineData("Makemore.Cli")]
    public void A_project_without_the_torch_backend_restores_without_libtorch(string project)
    {
        var names = RestoredBy(project).Names;
        Assert.Contains(names, name => name.StartsWith("system.numerics.tensors.", StringComparison.Ordinal));
        Assert.DoesNotContain(names, name => name.Contains("torch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_with_the_command_line_restores_little_and_neither_charts_nor_libtorch()
    {
        using var project = BuiltProject.ReferringTo("Makemore.Runtime", "Makemore.Cli");
        project.Write("bigram.yaml", "model: bigram\n");
        project.Write("Program.cs", "return Makemore.Cli.CommandLine.Run(Sample.Experiments.All, args, Sample.Experiments.Sweeps);\n");
        Assert.Empty(await project.Build());

        var restored = RestoredPackages.Of(project.Assets);
        Assert.Contains(restored.Names, name => name.StartsWith("spectre.console.", StringComparison.Ordinal));
        Assert.DoesNotContain(restored.Names, name => name.Contains("scottplot", StringComparison.Ordinal)
            || name.Contains("skiasharp", StringComparison.Ordinal)
            || name.Contains("harfbuzz", StringComparison.Ordinal)
            || name.Contains("torch", StringComparison.Ordinal));
        Assert.InRange(RestoredPackages.Download([restored, .. Built.Select(RestoredBy)]), 1, MostBytes - 1);
    }

    private static RestoredPackages RestoredBy(string project) =>
        RestoredPackages.Of(Repository.PathOf($"src/{project}/obj/project.assets.json"));
}
