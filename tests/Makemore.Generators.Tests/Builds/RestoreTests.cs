using System.Text.Json;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Builds;

public sealed class RestoreTests
{
    /// <summary>What a project that only counts n-grams, or one that wants the command line for it, restores.</summary>
    [Theory]
    [InlineData("Makemore.Runtime")]
    [InlineData("Makemore.Cli")]
    public void A_project_without_the_torch_backend_restores_without_libtorch(string project)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"src/{project}/obj/project.assets.json")));
        var libraries = assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name).ToList();
        Assert.Contains(libraries, name => name.StartsWith("System.Numerics.Tensors/", StringComparison.Ordinal));
        Assert.DoesNotContain(libraries, name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }
}
