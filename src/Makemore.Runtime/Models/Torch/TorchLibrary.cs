using System.Runtime.InteropServices;
using Makemore.Runtime.Data;
using TorchSharp;

namespace Makemore.Runtime.Models.Torch;

/// <summary>The native library of TorchSharp: <see cref="Load"/> comes before the first use of <c>torch</c>.</summary>
public static class TorchLibrary
{
    private static readonly Lock Gate = new();
    private static volatile bool isLoaded;

    /// <summary>
    /// Loads libtorch. On Linux with a C++ standard library that is too old for TorchSharp, a private copy of its native
    /// library is made to fit; elsewhere TorchSharp loads as it always does. Any number of threads may call this, any number
    /// of times.
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

            if (OperatingSystem.IsLinux() && NativeFiles.Find("libLibTorchSharp.so") is { } library)
            {
                LoadAdapted(library);
            }

            try
            {
                torch.InitializeDeviceType(DeviceType.CPU);
            }
            catch (Exception exception) when (IsLoadFailure(exception))
            {
                throw Failure(exception);
            }

            isLoaded = true;
        }
    }

    /// <summary>Loads a library that fits the C++ standard library, where the given one does not.</summary>
    private static void LoadAdapted(string library)
    {
        try
        {
            var original = File.ReadAllBytes(library);
            if (StandardLibraryCompatibility.Adapt(ElfImage.Read(original), StandardLibraryCompatibility.DefinedVersions()) is not { } adapted)
            {
                return;
            }

            // The copy lies apart from what it needs, which the loader then finds by name among what is loaded.
            foreach (var name in (ReadOnlySpan<string>)["libc10.so", "libtorch_cpu.so", "libtorch.so"])
            {
                if (NativeFiles.Find(name) is { } path)
                {
                    NativeLibrary.Load(path);
                }
            }

            LoadCopy(library, original, adapted);
        }
        catch (Exception exception) when (IsLoadFailure(exception) || exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Failure(exception);
        }
    }

    private static void LoadCopy(string library, byte[] original, byte[] adapted)
    {
        string copy;
        try
        {
            copy = AdaptedLibrary.Ensure(CacheFolder.Path, library, original, adapted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without a cache that can be written: a folder of our own that nobody else can write to, only for this once.
            var folder = Directory.CreateTempSubdirectory("makemore-").FullName;
            try
            {
                NativeLibrary.Load(AdaptedLibrary.Ensure(folder, library, original, adapted));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }

            return;
        }

        NativeLibrary.Load(copy);
    }

    private static bool IsLoadFailure(Exception exception) =>
        exception is TypeInitializationException or NotSupportedException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException;

    private static MakemoreException Failure(Exception exception)
    {
        var cause = exception is TypeInitializationException { InnerException: { } inner } ? inner : exception;
        var advice = NativeFiles.BrokenLink() is { } link
            ? $"'{link}' links to a file of the package cache that is gone: build again."
            : "There are native files for linux-x64 (glibc 2.34 or newer), win-x64 (with the Visual C++ runtime) and osx-arm64 (with libomp, `brew install libomp`). "
                + $"Elsewhere use the backend ngram, which does without libtorch. The folder for its private copy is '{CacheFolder.Path}'; {CacheFolder.Variable} sets another.";
        return new MakemoreException(
            $"libtorch cannot be loaded on {RuntimeInformation.RuntimeIdentifier}: {cause.Message.Trim()}{Environment.NewLine}{advice}", exception)
        {
            ExitCode = 1,
        };
    }
}
