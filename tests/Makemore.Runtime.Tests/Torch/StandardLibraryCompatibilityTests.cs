using System.Collections.Immutable;
using Makemore.Torch.Native;
using Xunit;

namespace Makemore.Runtime.Tests.Torch;

public sealed class StandardLibraryCompatibilityTests
{
    [Fact]
    public void A_standard_library_that_has_every_version_changes_nothing()
    {
        var library = ElfImage.Read(NativeLibraryFile.Read());
        Assert.Null(StandardLibraryCompatibility.Adapt(library, Versions(library)));
    }

    [Fact]
    public void A_standard_library_from_before_GCC_13_gets_a_copy_that_needs_nothing_new()
    {
        var original = NativeLibraryFile.Read();
        var library = ElfImage.Read(original);
        var older = Versions(library).Remove("GLIBCXX_3.4.32");

        var adapted = StandardLibraryCompatibility.Adapt(library, older);

        Assert.NotNull(adapted);
        Assert.Equal(NativeLibraryFile.Read(), original);
        Assert.Equal(original.Length, adapted.Length);
        var copy = ElfImage.Read(adapted);
        Assert.Null(StandardLibraryCompatibility.Adapt(copy, older));
        var changed = Assert.Single(library.NeededVersions, version => version.Name == "GLIBCXX_3.4.32");
        Assert.Equal(["_ZNSt8ios_base4InitC1Ev"], copy.SymbolsOf(changed));
        Assert.All(
            library.NeededVersions.Where(version => version != changed),
            version => Assert.Equal(library.SymbolsOf(version), copy.SymbolsOf(version)));
        // All else stays: 28 bytes of the symbol's name, and hash and name of the version, four bytes each.
        Assert.InRange(original.Zip(adapted).Count(pair => pair.First != pair.Second), 1, 36);
    }

    [Fact]
    public void A_standard_library_that_lacks_more_is_an_error_that_names_what_it_lacks()
    {
        var library = ElfImage.Read(NativeLibraryFile.Read());
        var older = Versions(library).Remove("GLIBCXX_3.4.32").Remove("GLIBCXX_3.4.30");
        var exception = Assert.Throws<MakemoreException>(() => StandardLibraryCompatibility.Adapt(library, older));
        Assert.Contains("GLIBCXX_3.4.32", exception.Message);
        Assert.Contains("GLIBCXX_3.4.30", exception.Message);
        Assert.Contains("ngram", exception.Message);
    }

    private static ImmutableHashSet<string> Versions(ElfImage library) =>
        [.. library.NeededVersions.Select(version => version.Name)];
}
