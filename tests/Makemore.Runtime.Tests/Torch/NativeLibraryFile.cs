using Makemore.Torch.Native;
using Xunit;

namespace Makemore.Runtime.Tests.Torch;

/// <summary>TorchSharp's native library for Linux, as its package has it.</summary>
internal static class NativeLibraryFile
{
    /// <summary>Its path; the test is skipped where the output folder does not have it.</summary>
    public static string Find()
    {
        var path = NativeFiles.Find("libLibTorchSharp.so");
        Assert.SkipUnless(path is not null, "TorchSharp's library for Linux is only in an output folder for linux-x64.");
        return path!;
    }

    /// <summary>Its bytes; the test is skipped where the output folder does not have it.</summary>
    public static byte[] Read() => File.ReadAllBytes(Find());
}
