using Makemore.Runtime.Data;
using Xunit;

namespace Makemore.Runtime.Tests.Data;

public sealed class CacheFolderTests
{
    [Fact]
    public void The_variable_of_our_own_wins() =>
        Assert.Equal(Path.GetFullPath("elsewhere"),
            Resolve((CacheFolder.Variable, "elsewhere"), ("XDG_CACHE_HOME", Path.GetFullPath("xdg"))));

    [Fact]
    public void The_freedesktop_variable_names_the_folder_of_all_caches()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no XDG_CACHE_HOME.");
        Assert.Equal("/var/caches/makemore", Resolve(("XDG_CACHE_HOME", "/var/caches"), ("HOME", "/home/ann")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative")]
    public void Without_a_rooted_freedesktop_variable_it_is_the_cache_of_the_home_folder(string caches)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no XDG_CACHE_HOME.");
        Assert.Equal("/home/ann/.cache/makemore", Resolve(("XDG_CACHE_HOME", caches), ("HOME", "/home/ann")));
    }

    [Fact]
    public void Without_any_variable_there_is_still_a_rooted_folder() => Assert.True(Path.IsPathRooted(Resolve()));

    private static string Resolve(params (string Name, string Value)[] variables) =>
        CacheFolder.Resolve(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
