using Makemore.Tests.Platforms;
using Makemore.Torch.Native;
using TorchSharp;
using Xunit;

namespace Makemore.Runtime.Tests.Torch;

public sealed class TorchLibraryTests
{
    [Fact]
    [NeedsTorch]
    public void Any_number_of_threads_may_load_it_any_number_of_times()
    {
        Parallel.For(0, 8, _ => TorchLibrary.Load());
        using var sum = torch.ones(3).sum();
        Assert.Equal(3, sum.item<float>());
    }

    [Fact]
    [NeedsTorch]
    public void Loading_leaves_the_package_as_it_was()
    {
        TorchLibrary.Load();
        var library = ElfImage.Read(NativeLibraryFile.Read());
        Assert.Contains(library.NeededVersions, version => version.Name == "GLIBCXX_3.4.32");
    }

    [Fact]
    public void A_library_that_the_application_does_not_have_is_an_error_that_says_where_it_was_sought()
    {
        var exception = Assert.Throws<MakemoreException>(() => NativeFiles.Require("MakemoreHasNoSuchLibrary"));
        Assert.Contains("MakemoreHasNoSuchLibrary", exception.Message);
        Assert.Contains(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), exception.Message);
    }
}
