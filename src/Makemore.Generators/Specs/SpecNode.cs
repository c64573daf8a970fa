using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>A node of a spec's tree; every key and every value knows its place.</summary>
/// <param name="Location">Where the node stands.</param>
public abstract record SpecNode(SourceLocation Location);

/// <summary>A text, number or word.</summary>
/// <param name="Text">The content, as YAML understands it.</param>
/// <param name="IsPlain">Whether it stands without quotes, so that it may be a number, a boolean or null.</param>
/// <param name="Map">Where the pieces of the content stand in the file.</param>
/// <param name="Location">Where the scalar stands.</param>
public sealed record SpecScalar(string Text, bool IsPlain, TextMap Map, SourceLocation Location) : SpecNode(Location)
{
    /// <summary>Whether it is a block whose lines YAML joins, behind <c>></c>.</summary>
    public bool IsFolded { get; init; }

    /// <summary>Whether it stands on several lines, which YAML joins, without anything that says so.</summary>
    public bool IsJoined { get; init; }

    /// <summary>The place in the file of a span of the content.</summary>
    public SourceLocation LocationOf(int start, int length) => Map.LocationOf(start, length) ?? Location;
}

/// <summary>Keys and their values, in the order of the file.</summary>
public sealed record SpecMapping(EquatableArray<SpecEntry> Entries, SourceLocation Location) : SpecNode(Location)
{
    /// <summary>The entry with a key, or null.</summary>
    public SpecEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key);
}

/// <summary>A list of values.</summary>
public sealed record SpecSequence(EquatableArray<SpecNode> Items, SourceLocation Location) : SpecNode(Location);

/// <summary>A key and its value.</summary>
public sealed record SpecEntry(SpecScalar Key, SpecNode Value);
