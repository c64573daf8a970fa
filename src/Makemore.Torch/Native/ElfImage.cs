using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Makemore.Torch.Native;

/// <summary>
/// A shared library of 64-bit little-endian Linux, as far as its versions of symbols go (System V ABI, Generic part;
/// Linux Standard Base, "Symbol Versioning").
/// </summary>
internal sealed class ElfImage
{
    private const int SectionSize = 64;
    private const int SymbolSize = 24;

    private readonly byte[] bytes;
    private readonly ImmutableArray<Section> sections;

    private ElfImage(byte[] bytes)
    {
        this.bytes = bytes;
        var start = (int)Math.Min(ReadLong(0x28), int.MaxValue);
        sections = [.. Enumerable.Range(0, ReadShort(0x3c)).Select(index => ReadSection(start + (index * SectionSize)))];
        DefinedVersions = [.. ReadDefinedVersions()];
        NeededVersions = [.. ReadNeededVersions()];
    }

    /// <summary>The versions that the library defines, such as <c>GLIBCXX_3.4.30</c>.</summary>
    public ImmutableHashSet<string> DefinedVersions { get; }

    /// <summary>The versions that it needs of other libraries.</summary>
    public ImmutableArray<NeededVersion> NeededVersions { get; }

    /// <summary>Reads a library.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a 64-bit little-endian ELF file, or are cut short.</exception>
    public static ElfImage Read(byte[] bytes)
    {
        // Class 2 is 64 bits, encoding 1 is little-endian.
        if (!bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            throw new InvalidDataException("not a 64-bit little-endian ELF file");
        }

        return new ElfImage(bytes);
    }

    /// <summary>The names of the symbols that ask for a needed version.</summary>
    public ImmutableArray<string> SymbolsOf(NeededVersion version) => [.. SymbolIndices(version).Select(SymbolName)];

    /// <summary>
    /// A copy in which the only symbol of one needed version has another name and that version stands for another one, which
    /// the same file already needs.
    /// </summary>
    /// <exception cref="InvalidDataException">The version has several symbols, or the new name is longer than the old
    /// one.</exception>
    public byte[] Redirect(NeededVersion version, string symbol, NeededVersion otherVersion)
    {
        if (SymbolIndices(version).ToArray() is not [var index])
        {
            throw new InvalidDataException($"not exactly one symbol of version {version.Name}");
        }

        var name = Encoding.ASCII.GetBytes(symbol);
        var nameOffset = SymbolNameOffset(index);
        if (name.Length > SymbolName(index).Length)
        {
            throw new InvalidDataException($"no room for the name {symbol}");
        }

        var copy = bytes.ToArray();
        name.CopyTo(copy, nameOffset);
        copy[nameOffset + name.Length] = 0;
        // The fields of Elf64_Vernaux: hash at 0, name at 8; flags and the index that the symbols use stay.
        bytes.AsSpan(otherVersion.Offset, sizeof(uint)).CopyTo(copy.AsSpan(version.Offset));
        bytes.AsSpan(otherVersion.Offset + 8, sizeof(uint)).CopyTo(copy.AsSpan(version.Offset + 8));
        return copy;
    }

    private IEnumerable<int> SymbolIndices(NeededVersion version)
    {
        var versions = Find(SectionType.SymbolVersions);
        return versions is null
            ? []
            : Enumerable.Range(0, versions.Size / sizeof(ushort))
                .Where(index => (ReadShort(versions.Offset + (index * sizeof(ushort))) & 0x7fff) == version.Index);
    }

    private string SymbolName(int index) => ReadString(SymbolNameOffset(index));

    private int SymbolNameOffset(int index)
    {
        var symbols = Find(SectionType.DynamicSymbols) ?? throw new InvalidDataException("no dynamic symbols");
        return Strings(symbols) + (int)ReadInt(symbols.Offset + (index * SymbolSize));
    }

    private IEnumerable<string> ReadDefinedVersions()
    {
        if (Find(SectionType.VersionDefinitions) is not { } section)
        {
            yield break;
        }

        // Elf64_Verdef: its names at 12, the next definition at 16; Elf64_Verdaux: the name at 0.
        foreach (var offset in Chain(section.Offset, section.Info, next: 16))
        {
            yield return ReadString(Strings(section) + (int)ReadInt(offset + (int)ReadInt(offset + 12)));
        }
    }

    private IEnumerable<NeededVersion> ReadNeededVersions()
    {
        if (Find(SectionType.VersionNeeds) is not { } section)
        {
            yield break;
        }

        // Elf64_Verneed: count at 2, library at 4, its versions at 8, the next library at 12.
        var strings = Strings(section);
        foreach (var offset in Chain(section.Offset, section.Info, next: 12))
        {
            var library = ReadString(strings + (int)ReadInt(offset + 4));
            // Elf64_Vernaux: index at 6, name at 8, the next version at 12.
            foreach (var version in Chain(offset + (int)ReadInt(offset + 8), ReadShort(offset + 2), next: 12))
            {
                yield return new(library, ReadString(strings + (int)ReadInt(version + 8)), ReadShort(version + 6), version);
            }
        }
    }

    /// <summary>
    /// The offsets of entries that say themselves, <paramref name="next"/> bytes in, how far on the following one lies.
    /// </summary>
    private IEnumerable<int> Chain(int offset, int count, int next)
    {
        for (var i = 0; i < count; i++)
        {
            yield return offset;
            if (ReadInt(offset + next) is not (> 0 and var distance))
            {
                yield break;
            }

            offset += (int)distance;
        }
    }

    private int Strings(Section section) => section.Link >= 0 && section.Link < sections.Length
        ? sections[section.Link].Offset
        : throw new InvalidDataException("a section without strings");

    private Section? Find(SectionType type) => sections.FirstOrDefault(section => section.Type == type);

    private Section ReadSection(int offset) => new(
        (SectionType)ReadInt(offset + 4),
        (int)Math.Min(ReadLong(offset + 24), int.MaxValue),
        (int)Math.Min(ReadLong(offset + 32), int.MaxValue),
        (int)ReadInt(offset + 40),
        (int)ReadInt(offset + 44));

    private string ReadString(int offset)
    {
        var rest = At(offset, 1, toEnd: true);
        var length = rest.IndexOf((byte)0);
        return length >= 0 ? Encoding.ASCII.GetString(rest[..length]) : throw new InvalidDataException("a string without end");
    }

    private ushort ReadShort(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(At(offset, sizeof(ushort)));

    private uint ReadInt(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(At(offset, sizeof(uint)));

    private ulong ReadLong(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(At(offset, sizeof(ulong)));

    private ReadOnlySpan<byte> At(int offset, int length, bool toEnd = false)
    {
        if (offset < 0 || offset > bytes.Length - length)
        {
            throw new InvalidDataException("an ELF file that is cut short or damaged");
        }

        return toEnd ? bytes.AsSpan(offset) : bytes.AsSpan(offset, length);
    }

    private enum SectionType : uint
    {
        DynamicSymbols = 11,
        VersionDefinitions = 0x6ffffffd,
        VersionNeeds = 0x6ffffffe,
        SymbolVersions = 0x6fffffff,
    }

    /// <summary>A section: where it lies in the file, its strings' section and the number of its entries.</summary>
    private sealed record Section(SectionType Type, int Offset, int Size, int Link, int Info);
}

/// <summary>A version that a library needs of another one.</summary>
/// <param name="Library">The other library: <c>libstdc++.so.6</c>.</param>
/// <param name="Name">The version: <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">The number by which the symbols name it.</param>
/// <param name="Offset">Where its entry lies in the file.</param>
internal sealed record NeededVersion(string Library, string Name, int Index, int Offset);
