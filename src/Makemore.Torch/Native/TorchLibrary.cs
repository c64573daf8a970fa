using System.Runtime.InteropServices;
using Makemore.Runtime;
using Makemore.Runtime.Data;
using TorchSharp;

namespace Makemore.Torch.Native;

/// <summary>The native library of TorchSharp: <see cref="Load"/> comes before the first use of <c>torch</c>.</summary>
public static class TorchLibrary
{
    private static readonly Lock Gate = new();
    private static volatile bool isLoaded;

    /// <summary>Whether libtorch exists for the platform of this process.</summary>
    public static bool IsSupported => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => OperatingSystem.IsLinux() || OperatingSystem.IsWindows(),
        Architecture.Arm64 => OperatingSystem.IsMacOS(),
        _ => false,
    };

    /// <summary>
    /// Loads libtorch. On Linux with a C++ standard library that is too old for TorchSharp, a private copy of its native
    /// library takes the place of the package's; elsewhere TorchSharp gets the files that it always loads. Any number of
    /// threads may call this, any number of times.
    /// </summary>
    /// <exception cref="MakemoreException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public static void Load()
    {
        if (isLoaded)
        {
            return;
        }

        lock (Gate)
        {
            if (isLoaded)
            {
                return;
            }

            try
            {
                LoadNativeFiles();
                torch.InitializeDeviceType(DeviceType.CPU);
            }
            catch (Exception exception) when (IsLoadFailure(exception) || IsFileFailure(exception))
            {
                throw Failure(exception);
            }

            isLoaded = true;
        }
    }

    /// <summary>
    /// Loads by path what TorchSharp then finds by name: where that fails, its own search copies half a gigabyte and blames a
    /// package that is not missing.
    /// </summary>
    private static void LoadNativeFiles()
    {
        var library = NativeFiles.Require("LibTorchSharp");
        foreach (var name in (ReadOnlySpan<string>)["c10", "torch_cpu", "torch"])
        {
            NativeLibrary.Load(NativeFiles.Require(name));
        }

        if (!OperatingSystem.IsLinux())
        {
            NativeLibrary.Load(library);
            return;
        }

        var original = File.ReadAllBytes(library);
        if (StandardLibraryCompatibility.Adapt(ElfImage.Read(original),
            StandardLibraryCompatibility.DefinedVersions()) is { } adapted)
        {
            LoadCopy(library, original, adapted);
        }
        else
        {
            NativeLibrary.Load(library);
        }
    }

    private static void LoadCopy(string library, byte[] original, byte[] adapted)
    {
        try
        {
            NativeLibrary.Load(AdaptedLibrary.Ensure(CacheFolder.Path, library, original, adapted));
        }
        catch (Exception exception) when (IsFileFailure(exception) || exception is DllNotFoundException)
        {
            // A cache that cannot be written, or from which nothing may be executed.
            LoadTemporaryCopy(library, original, adapted);
        }
    }

    /// <summary>Loads the copy from a folder that nobody else can write to, and leaves nothing behind.</summary>
    private static void LoadTemporaryCopy(string library, byte[] original, byte[] adapted)
    {
        try
        {
            var folder = Directory.CreateTempSubdirectory("makemore-").FullName;
            try
            {
                NativeLibrary.Load(AdaptedLibrary.Ensure(folder, library, original, adapted));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (IsFileFailure(exception))
        {
            throw new MakemoreException(
                $"This system's C++ standard library is too old for TorchSharp, which therefore needs a private copy " +
                    $"of '{library}', "
                + $"but neither '{CacheFolder.Path}' nor '{Path.GetTempPath()}' can be written: {exception.Message} "
                + $"Free some space there, or set {CacheFolder.Variable} to a folder of yours.",
                exception);
        }
    }

    private static bool IsFileFailure(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or InvalidDataException;

    private static bool IsLoadFailure(Exception exception) =>
        exception is TypeInitializationException or NotSupportedException
            or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException;

    private static MakemoreException Failure(Exception exception)
    {
        var cause = exception is TypeInitializationException { InnerException: { } inner } ? inner : exception;
        // The last line has the loader's own words; those before it are .NET's advice on how to get them.
        var message = cause is DllNotFoundException ? cause.Message.Trim().Split('\n')[^1] : cause.Message;
        var advice = NativeFiles.BrokenLink() is { } link
            ? $"'{link}' links to a file of the package cache that is gone: build again."
            : NativeFiles.Requirements;
        return new MakemoreException(
            $"libtorch cannot be loaded on {RuntimeInformation.RuntimeIdentifier}: " +
                $"{message}{Environment.NewLine}{advice}", exception);
    }
}
