using System.Runtime.InteropServices;

namespace Makemore.Runtime.Ngram.Counting;

/// <summary>Counted keys in the order of the keys, read from front to back.</summary>
internal abstract class CountedRun<TKey> : IDisposable
    where TKey : unmanaged, INgramKey<TKey>
{
    /// <summary>Goes on to the next key.</summary>
    public abstract bool MoveNext(out CountedKey<TKey> counted);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}

/// <summary>A run in memory.</summary>
/// <param name="entries">The entries, which are the run's own from now on.</param>
internal sealed class MemoryRun<TKey>(RentedList<CountedKey<TKey>> entries) : CountedRun<TKey>
    where TKey : unmanaged, INgramKey<TKey>
{
    private int next;

    /// <inheritdoc/>
    public override bool MoveNext(out CountedKey<TKey> counted)
    {
        counted = next < entries.Count ? entries.Span[next] : default;
        return next++ < entries.Count;
    }

    /// <inheritdoc/>
    public override void Dispose() => entries.Dispose();
}

/// <summary>A run in a file of its own, which goes when the run is disposed of.</summary>
/// <param name="stream">The file, at its first entry.</param>
internal sealed class FileRun<TKey>(Stream stream) : CountedRun<TKey>
    where TKey : unmanaged, INgramKey<TKey>
{
    private readonly CountedKey<TKey>[] buffer = new CountedKey<TKey>[1 << 14];
    private int next;
    private int filled;

    /// <inheritdoc/>
    public override bool MoveNext(out CountedKey<TKey> counted)
    {
        if (next == filled)
        {
            var bytes = stream.ReadAtLeast(
                MemoryMarshal.AsBytes(buffer.AsSpan()), buffer.Length * EntryBytes, throwOnEndOfStream: false);
            (next, filled) = (0, bytes / EntryBytes);
        }

        counted = next < filled ? buffer[next] : default;
        return next++ < filled;
    }

    /// <inheritdoc/>
    public override void Dispose() => stream.Dispose();

    private static int EntryBytes => System.Runtime.CompilerServices.Unsafe.SizeOf<CountedKey<TKey>>();
}

/// <summary>The runs that counting has come to, together; safe to add to from several threads.</summary>
/// <param name="createFile">Opens a new temporary file that is deleted when it is closed.</param>
internal sealed class CountedRuns<TKey>(Func<Stream> createFile) : IDisposable
    where TKey : unmanaged, INgramKey<TKey>
{
    private readonly Lock gate = new();
    private readonly List<CountedRun<TKey>> runs = [];

    /// <summary>Adds a run and keeps it in memory.</summary>
    public void Keep(RentedList<CountedKey<TKey>> entries) => Add(new MemoryRun<TKey>(entries));

    /// <summary>Adds a run and writes it to disk.</summary>
    /// <exception cref="MakemoreException">It cannot be written: the disk is full, or the folder is not for writing.</exception>
    public void Spill(RentedList<CountedKey<TKey>> entries)
    {
        Stream? stream = null;
        try
        {
            stream = createFile();
            for (var rest = entries.Memory; rest.Length > 0; rest = rest[Math.Min(rest.Length, 1 << 16)..])
            {
                stream.Write(MemoryMarshal.AsBytes(rest.Span[..Math.Min(rest.Length, 1 << 16)]));
            }

            stream.Flush();
            stream.Position = 0;
            Add(new FileRun<TKey>(stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new MakemoreException(
                $"The n-grams do not fit in memory, and their sorted runs cannot be written to disk: {error.Message} " +
                "Free space there, name another folder with TMPDIR, or raise training.memory.", error)
            { ExitCode = 1 };
        }
        finally
        {
            entries.Dispose();
        }
    }

    /// <summary>All keys in order, each once, with the sum of its counts.</summary>
    public IEnumerable<CountedKey<TKey>> Merge()
    {
        var heads = new CountedKey<TKey>[runs.Count];
        var open = new List<int>();
        for (var run = 0; run < runs.Count; run++)
        {
            if (runs[run].MoveNext(out heads[run]))
            {
                open.Add(run);
            }
        }

        while (open.Count > 0)
        {
            var least = heads[open[0]].Key;
            for (var i = 1; i < open.Count; i++)
            {
                if (heads[open[i]].Key.CompareTo(least) < 0)
                {
                    least = heads[open[i]].Key;
                }
            }

            var count = 0L;
            for (var i = open.Count - 1; i >= 0; i--)
            {
                var run = open[i];
                if (heads[run].Key.Equals(least))
                {
                    count += heads[run].Count;
                    if (!runs[run].MoveNext(out heads[run]))
                    {
                        open.RemoveAt(i);
                    }
                }
            }

            yield return new(least, count);
        }
    }

    /// <summary>Closes the files, which deletes them.</summary>
    public void Dispose()
    {
        foreach (var run in runs)
        {
            run.Dispose();
        }
    }

    private void Add(CountedRun<TKey> run)
    {
        lock (gate)
        {
            runs.Add(run);
        }
    }
}
