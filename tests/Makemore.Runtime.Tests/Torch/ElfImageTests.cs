using CsCheck;
using Makemore.Torch.Native;
using Xunit;

namespace Makemore.Runtime.Tests.Torch;

public sealed class ElfImageTests
{
    [Fact]
    public void The_versions_that_TorchSharp_needs_are_read()
    {
        var library = ElfImage.Read(NativeLibraryFile.Read());
        var version = Assert.Single(library.NeededVersions, version => version.Name == "GLIBCXX_3.4.32");
        Assert.Equal("libstdc++.so.6", version.Library);
        Assert.Equal(["_ZSt21ios_base_library_initv"], library.SymbolsOf(version));
        Assert.Empty(library.DefinedVersions);
    }

    [Fact]
    public void The_versions_that_the_standard_library_defines_are_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has libstdc++.so.6.");
        Assert.Contains("GLIBCXX_3.4", StandardLibraryCompatibility.DefinedVersions());
    }

    [Fact]
    public void A_file_of_another_kind_is_refused() =>
        Assert.Throws<InvalidDataException>(() => ElfImage.Read("MZ, as Windows' files begin"u8.ToArray()));

    [Fact]
    public void A_file_that_is_cut_short_is_refused()
    {
        var bytes = NativeLibraryFile.Read();
        Gen.Int[0, bytes.Length - 1].Sample(
            length => { Assert.Throws<InvalidDataException>(() => ElfImage.Read(bytes[..length])); }, iter: 50);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_but_nothing_else()
    {
        var bytes = NativeLibraryFile.Read();
        // The header, and the table of sections at the end: where the damage leads astray.
        var offsets = Gen.OneOf(Gen.Int[0x28, 0x3f], Gen.Int[bytes.Length - 2400, bytes.Length - 1]);
        Gen.Select(offsets, Gen.Byte).Array[1, 8].Sample(
            damages =>
            {
                var damaged = bytes.ToArray();
                foreach (var (offset, value) in damages)
                {
                    damaged[offset] = value;
                }

                try
                {
                    var image = ElfImage.Read(damaged);
                    _ = image.NeededVersions.Sum(version => image.SymbolsOf(version).Length);
                }
                catch (InvalidDataException)
                {
                    // Refused, as it may be.
                }
            },
            iter: 200);
    }
}
