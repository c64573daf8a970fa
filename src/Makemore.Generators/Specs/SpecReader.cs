using System.Text.RegularExpressions;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Makemore.Generators.Specs;

/// <summary>Turns the events of a YAML parser into a tree in which every key and every value knows its place.</summary>
public sealed class SpecReader
{
    private const int MaximumDepth = 32;
    private const int MaximumNodes = 10_000;

    // What stands between the place of a value and the value itself: an anchor and a tag.
    private static readonly Regex Properties = new(@"\G([&!]\S*\s+)*", RegexOptions.CultureInvariant);

    private readonly SpecFile file;
    private readonly DiagnosticBag diagnostics;
    private readonly Parser parser;
    private readonly int offset;
    private readonly Dictionary<string, (SpecNode Node, int Size)> anchors = new(StringComparer.Ordinal);
    private int nodeCount;

    private SpecReader(SpecFile file, DiagnosticBag diagnostics)
    {
        this.file = file;
        this.diagnostics = diagnostics;
        // The parser would take a byte order mark for the first letter of the first key.
        offset = file.Text.StartsWith("\uFEFF", StringComparison.Ordinal) ? 1 : 0;
        parser = new Parser(new Scanner(new StringReader(file.Text.Substring(offset))));
    }

    /// <summary>Reads a spec.</summary>
    /// <param name="file">The text.</param>
    /// <param name="diagnostics">Receives what is wrong with the YAML.</param>
    /// <returns>The tree, or null where there is none to go on with.</returns>
    public static SpecMapping? Read(SpecFile file, DiagnosticBag diagnostics)
    {
        var reader = new SpecReader(file, diagnostics);
        try
        {
            return reader.ReadDocument();
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    private SpecMapping? ReadDocument()
    {
        Next<StreamStart>();
        if (parser.Current is StreamEnd)
        {
            diagnostics.Report(Rules.NotASpec, file.LocationOf(0, file.Text.Length), "empty");
            return null;
        }

        Next<DocumentStart>();
        var root = ReadNode(depth: 0);
        Next<DocumentEnd>();
        if (parser.Current is DocumentStart second)
        {
            diagnostics.Report(Rules.SeveralDocuments, LocationOf(second));
        }

        if (root is SpecMapping mapping)
        {
            return mapping;
        }

        var isEmpty = root is SpecScalar { IsPlain: true, Text: "" };
        var location = isEmpty ? file.LocationOf(0, file.Text.Length) : root.Location;
        diagnostics.Report(Rules.NotASpec, location, isEmpty ? "empty" : root.Describe());
        return null;
    }

    private SpecNode ReadNode(int depth)
    {
        if (depth > MaximumDepth)
        {
            GiveUp(Rules.TooLarge, LocationOf(parser.Current!), $"it is nested more than {MaximumDepth} levels deep");
        }

        var size = nodeCount;
        Count(1);
        switch (parser.Current)
        {
            case AnchorAlias alias:
                Advance();
                return Expand(alias);
            case Scalar scalar:
                Advance();
                CheckTag(scalar);
                return Remember(scalar, ReadScalar(scalar), size);
            case MappingStart start:
                Advance();
                CheckTag(start);
                return Remember(start, ReadMapping(start, depth), size);
            case SequenceStart start:
                Advance();
                CheckTag(start);
                return Remember(start, ReadSequence(start, depth), size);
            default:
                throw Unexpected();
        }
    }

    private SpecScalar ReadScalar(Scalar scalar)
    {
        var (start, end) = SpanOf(scalar);
        var isJoined = scalar.Style is not (ScalarStyle.Literal or ScalarStyle.Folded)
            && file.Text.IndexOfAny(['\r', '\n'], start, end - start) >= 0;
        start = scalar.Style == ScalarStyle.Folded ? start + Properties.Match(file.Text, start).Length : start;
        var map = ScalarMap.Of(file, scalar.Value, scalar.Style, start, end);
        var location = map.LocationOf(0, scalar.Value.Length) ?? file.LocationOf(start, TrimmedEnd(start, end) - start);
        return new(scalar.Value, scalar.Style == ScalarStyle.Plain, map, location)
        {
            IsFolded = scalar.Style == ScalarStyle.Folded,
            IsJoined = isJoined,
        };
    }

    private SpecMapping ReadMapping(MappingStart start, int depth)
    {
        var entries = new List<SpecEntry>();
        while (parser.Current is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not SpecScalar name)
            {
                diagnostics.Report(Rules.ComplexKey, key.Location, key.Describe());
            }
            else if (name is { IsPlain: true, Text: "<<" })
            {
                diagnostics.Report(Rules.MergeKey, name.Location);
            }
            else if (entries.Find(entry => entry.Key.Text == name.Text) is { } first)
            {
                diagnostics.Report(Rules.DuplicateKey, name.Location, name.Text, SpecDescriptions.Line(first.Key.Location));
            }
            else
            {
                entries.Add(new(name, value));
            }
        }

        return new(entries.ToEquatableArray(),
            EndCollection(start, start.Style == MappingStyle.Flow, entries.LastOrDefault()?.Value));
    }

    private SpecSequence ReadSequence(SequenceStart start, int depth)
    {
        var items = new List<SpecNode>();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        return new(items.ToEquatableArray(), EndCollection(start, start.Style == SequenceStyle.Flow, items.LastOrDefault()));
    }

    private SourceLocation EndCollection(ParsingEvent start, bool isFlow, SpecNode? last)
    {
        var begin = SpanOf(start).Start;
        // The parser places a closing bracket before itself, and the end of a block at the next token.
        var end = isFlow ? SpanOf(parser.Current!).End + 1 : last is null ? begin : last.Location.Start + last.Location.Length;
        Advance();
        return file.LocationOf(begin, Math.Max(end - begin, 0));
    }

    private SpecNode Remember(NodeEvent start, SpecNode node, int sizeBefore)
    {
        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor.Value] = (node, nodeCount - sizeBefore);
        }

        return node;
    }

    private SpecNode Expand(AnchorAlias alias)
    {
        if (anchors.TryGetValue(alias.Value.Value, out var anchored))
        {
            Count(anchored.Size, alias);
            return anchored.Node;
        }

        diagnostics.Report(Rules.UnknownAlias, LocationOf(alias), alias.Value.Value);
        throw new UnreadableException();
    }

    // Aliases of aliases grow without bounds, so what they expand to is counted.
    private void Count(int nodes, ParsingEvent? at = null)
    {
        nodeCount += nodes;
        if (nodeCount > MaximumNodes)
        {
            GiveUp(Rules.TooLarge, LocationOf(at ?? parser.Current!), $"it has more than {MaximumNodes} values");
        }
    }

    private void CheckTag(NodeEvent node)
    {
        if (!node.Tag.IsEmpty)
        {
            var (start, end) = SpanOf(node);
            var tag = file.Text.IndexOf('!', start, end - start);
            var length = tag < 0 ? 0 : file.Text.Skip(tag).TakeWhile(letter => !char.IsWhiteSpace(letter)).Count();
            diagnostics.Report(Rules.Tag, file.LocationOf(Math.Max(tag, start), length),
                file.Text.Substring(Math.Max(tag, start), length));
        }
    }

    private void ReportSyntax(int start, int end, string message)
    {
        (start, end, var advice) = YamlAdvice.Explain(file.Text, start, end, message);
        diagnostics.Report(Rules.InvalidYaml, file.LocationOf(start, Math.Max(TrimmedEnd(start, end) - start, 1)), advice);
    }

    private int TrimmedEnd(int start, int end)
    {
        while (end > start && char.IsWhiteSpace(file.Text[end - 1]))
        {
            end--;
        }

        return end;
    }

    private (int Start, int End) SpanOf(ParsingEvent item) => (
        Math.Min((int)item.Start.Index + offset, file.Text.Length),
        Math.Min((int)item.End.Index + offset, file.Text.Length));

    private SourceLocation LocationOf(ParsingEvent item)
    {
        var (start, end) = SpanOf(item);
        return file.LocationOf(start, end - start);
    }

    private void Advance()
    {
        try
        {
            parser.MoveNext();
        }
        catch (YamlException exception)
        {
            ReportSyntax((int)exception.Start.Index + offset, (int)exception.End.Index + offset, exception.Message);
            throw new UnreadableException();
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser has mistakes of its own, such as for a brace behind a value in braces.
            var reached = parser.Current is { } last ? SpanOf(last).End : offset;
            ReportSyntax(reached, reached + 1, "the parser cannot go on behind this place; check the brackets and quotes");
            throw new UnreadableException();
        }
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (parser.Current is null)
        {
            Advance();
        }

        if (parser.Current is not T)
        {
            throw Unexpected();
        }

        Advance();
    }

    private UnreadableException Unexpected()
    {
        var start = parser.Current is { } current ? SpanOf(current).Start : offset;
        ReportSyntax(start, start + 1, "a key or a value was expected");
        return new();
    }

    private void GiveUp(Rule rule, SourceLocation location, string argument)
    {
        diagnostics.Report(rule, location, argument);
        throw new UnreadableException();
    }
}
