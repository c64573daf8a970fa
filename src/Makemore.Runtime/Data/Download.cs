using System.Globalization;
using System.Security.Cryptography;

namespace Makemore.Runtime.Data;

/// <summary>Fetches a file, whole or not at all: several processes may fetch the same one at a time.</summary>
/// <param name="remote">The file.</param>
/// <param name="path">Where it goes.</param>
/// <param name="remedy">What the user can do when it fails.</param>
/// <param name="options">The limits of time and size.</param>
internal sealed class Download(RemoteFile remote, string path, string remedy, DataOptions options)
{
    /// <summary>Fetches the file, checks its hash, and puts it in its place.</summary>
    /// <exception cref="MakemoreException">It cannot be fetched, is another file, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (remote.Address.Scheme is not ("http" or "https"))
        {
            throw new MakemoreException($"dataset: '{remote.Address}' is not an address of http or https.");
        }

        // Each process writes a file of its own; the last step, a rename, is atomic.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var found = await FetchAsync(temporary, cancellation).ConfigureAwait(false);
            if (!string.Equals(found, remote.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new MakemoreException(
                    $"{remote.Address}: wrong hash: found SHA-256 {found}, expected {remote.Sha256}. Nothing was kept. {remedy}");
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (HttpRequestException exception)
        {
            throw Failure(exception.StatusCode is { } status
                ? string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)status} ({status})")
                : exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            var (pause, whole) = (options.HttpTimeout.TotalSeconds, options.DownloadTimeout.TotalSeconds);
            throw Failure(string.Create(CultureInfo.InvariantCulture,
                $"the server sent nothing for {pause} seconds, or not all within {whole}"), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException(
                $"Cannot write {path}: {exception.Message} Set MAKEMORE_CACHE to a folder that can be written.", exception);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>Writes what the server sends to the disk, and returns its SHA-256.</summary>
    private async Task<string> FetchAsync(string temporary, CancellationToken cancellation)
    {
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        whole.CancelAfter(options.DownloadTimeout);
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(whole.Token);
        pause.CancelAfter(options.HttpTimeout);

        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var response = await client.GetAsync(remote.Address, HttpCompletionOption.ResponseHeadersRead, pause.Token)
            .ConfigureAwait(false);
        response.EnsureSuccessStatusCode();

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var body = await response.Content.ReadAsStreamAsync(pause.Token).ConfigureAwait(false);
        using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 16];
        for (int read; (read = await ReadAsync(body, buffer, pause.Token).ConfigureAwait(false)) > 0;)
        {
            pause.CancelAfter(options.HttpTimeout);
            if (file.Length + read > options.DownloadLimit)
            {
                throw new MakemoreException(string.Create(CultureInfo.InvariantCulture,
                    $"{remote.Address} is larger than {options.DownloadLimit} bytes, the most that is downloaded. Nothing was kept. ") +
                    $"If that size is right, set {DataOptions.DownloadLimitVariable} to more bytes. {remedy}");
            }

            hash.AppendData(buffer, 0, read);
            file.Write(buffer, 0, read);
        }

        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads the next bytes; a broken connection becomes another error than those of the disk.</summary>
    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException($"the connection broke: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private MakemoreException Failure(string cause, Exception exception) =>
        new($"Cannot download {remote.Address}: {cause}. {remedy}", exception) { ExitCode = 1 };
}
