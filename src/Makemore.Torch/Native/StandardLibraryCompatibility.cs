using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Makemore.Runtime;

namespace Makemore.Torch.Native;

/// <summary>
/// Fits TorchSharp's native library to a C++ standard library from before GCC 13. It asks for GLIBCXX_3.4.32 for one symbol
/// only, <c>std::ios_base_library_init()</c>; older compilers called the constructor of <c>std::ios_base::Init</c> in that
/// place, which initializes the same streams and ignores its argument.
/// </summary>
internal static class StandardLibraryCompatibility
{
    private const string Library = "libstdc++.so.6";
    private const string NewVersion = "GLIBCXX_3.4.32";
    private const string OldVersion = "GLIBCXX_3.4";
    private const string NewSymbol = "_ZSt21ios_base_library_initv";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";

    /// <summary>The versions that the C++ standard library of this process defines.</summary>
    /// <exception cref="MakemoreException">There is none.</exception>
    public static ImmutableHashSet<string> DefinedVersions()
    {
        // .NET itself has loaded it, so this names the one that every later library gets.
        if (!NativeLibrary.TryLoad(Library, out _) || LoadedPath() is not { } path)
        {
            throw new MakemoreException(
                $"libtorch needs the C++ standard library {Library}, which this system does not have. Install it " +
                    $"(Debian and Ubuntu: libstdc++6; Fedora: libstdc++).");
        }

        return ElfImage.Read(File.ReadAllBytes(path)).DefinedVersions;
    }

    /// <summary>The bytes of a library that fits, or null where the given one already does.</summary>
    /// <param name="library">The library as its package has it.</param>
    /// <param name="defined">The versions that the C++ standard library defines.</param>
    /// <exception cref="MakemoreException">The C++ standard library lacks more than can be made up for.</exception>
    public static byte[]? Adapt(ElfImage library, ImmutableHashSet<string> defined)
    {
        var needed = library.NeededVersions.Where(version => version.Library == Library).ToImmutableArray();
        var missing = needed.Where(version => !defined.Contains(version.Name)).ToImmutableArray();
        if (missing.IsEmpty)
        {
            return null;
        }

        if (missing is [{ Name: NewVersion } version]
            && library.SymbolsOf(version) is [NewSymbol]
            && needed.FirstOrDefault(other => other.Name == OldVersion) is { } oldVersion
            && defined.Contains(OldVersion))
        {
            return library.Redirect(version, OldSymbol, oldVersion);
        }

        throw new MakemoreException(
            $"TorchSharp needs {string.Join(", ", missing.Select(version => version.Name))} of {Library}, which this " +
                $"system's older one lacks. "
            + "Use a newer system (Debian 12, Ubuntu 22.04 or later), or the backend ngram, which does without libtorch.");
    }

    private static string? LoadedPath() =>
        // address, permissions, offset, device, inode, path
        File.ReadLines("/proc/self/maps")
            .Select(line => line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(fields => fields.Length == 6)
            .Select(fields => fields[5])
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith(Library, StringComparison.Ordinal));
}
