using Makemore.Torch.Native;
using Xunit;

namespace Makemore.Runtime.Tests.Torch;

public sealed class AdaptedLibraryTests : IDisposable
{
    private static readonly byte[] Original = [1, 2, 3];
    private static readonly byte[] Adapted = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];

    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("makemore-tests-");

    public void Dispose() => cache.Delete(recursive: true);

    [Fact]
    public void A_copy_is_named_by_the_hash_of_its_source()
    {
        var path = Ensure();
        Assert.Equal(
            Path.Combine(cache.FullName, "native", "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
                "library.so"), path);
        Assert.Equal(Adapted, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_copy_that_is_whole_is_not_written_again()
    {
        var path = Ensure();
        var time = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(path, Ensure());
        Assert.Equal(time, File.GetLastWriteTimeUtc(path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99_999)]
    public void A_copy_that_was_cut_short_is_replaced(int length)
    {
        var path = Ensure();
        File.WriteAllBytes(path, Adapted[..length]);
        Ensure();
        Assert.Equal(Adapted, File.ReadAllBytes(path));
    }

    [Fact]
    public void Many_at_once_make_one_whole_copy_and_leave_nothing_else()
    {
        Parallel.For(0, 16, _ => Assert.Equal(Adapted, File.ReadAllBytes(Ensure())));
        Assert.Single(cache.GetFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_an_error()
    {
        File.WriteAllText(Path.Combine(cache.FullName, "native"), "a file where the folder should be");
        Assert.ThrowsAny<IOException>(Ensure);
    }

    private string Ensure() => AdaptedLibrary.Ensure(cache.FullName, "/packages/library.so", Original, Adapted);
}
