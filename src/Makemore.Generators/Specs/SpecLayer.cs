using Makemore.Format;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>A key that a file gives, and its value, not yet typed.</summary>
/// <param name="Key">The row of the table.</param>
/// <param name="Name">Where the key stands; of a short form, the value.</param>
/// <param name="Value">The value.</param>
/// <param name="File">The file.</param>
internal sealed record SpecLeaf(SpecKey Key, SpecScalar Name, SpecNode Value, SpecFile File);

/// <summary>What one file of a chain says: its values by path, short forms written out.</summary>
/// <param name="Leaves">The values by the path of their key.</param>
/// <param name="Model">The model; its type is empty where the file only changes arguments.</param>
/// <param name="Troubled">The keys of which nothing more is said: a name close to them or a value for them was wrong.</param>
internal sealed record SpecLayer(
    IReadOnlyDictionary<string, SpecLeaf> Leaves, ModelSource? Model, IReadOnlyCollection<string> Troubled)
{
    /// <summary>Takes a file apart.</summary>
    public static SpecLayer Of(ParsedSpec spec, DiagnosticBag diagnostics) => new Reader(spec.File, diagnostics).Read(spec.Tree!);

    /// <summary>This layer over the one of its base: what this one says wins.</summary>
    public SpecLayer Over(SpecLayer below)
    {
        var leaves = below.Leaves.Values
            .Where(leaf => leaf.Key.IsInherited && !IsReplaced(leaf.Key))
            .ToDictionary(leaf => leaf.Key.Path, StringComparer.Ordinal);
        foreach (var leaf in Leaves.Values)
        {
            leaves[leaf.Key.Path] = leaf;
        }

        return new(leaves, Model is null ? below.Model : ModelReader.Over(Model, below.Model), [.. Troubled, .. below.Troubled]);
    }

    /// <summary>Whether an alternative to a key is given: another source of the dataset replaces the base's, all of it.</summary>
    public bool IsReplaced(SpecKey key) => SpecKeys.AlternativesTo(key).Any(Leaves.ContainsKey);

    private sealed class Reader(SpecFile file, DiagnosticBag diagnostics)
    {
        private readonly Dictionary<string, SpecLeaf> leaves = new(StringComparer.Ordinal);
        private readonly List<string> troubled = [];
        private ModelSource? model;

        public SpecLayer Read(SpecMapping root)
        {
            ReadEntries(root, section: "");
            return new(leaves, model, troubled);
        }

        private void ReadEntries(SpecMapping mapping, string section)
        {
            foreach (var entry in mapping.Entries)
            {
                var path = section.Length == 0 ? entry.Key.Text : $"{section}.{entry.Key.Text}";
                var inner = entry.Key.Text.IndexOf('.') < 0 ? SpecKeys.FindSection(path) : null;
                var key = SpecKeys.Find(path);
                if (inner is null && (key is null || entry.Key.Text.IndexOf('.') >= 0))
                {
                    ReportUnknown(entry.Key, section);
                }
                else if (entry.Value.IsNull())
                {
                    troubled.Add(path);
                    diagnostics.Report(Rules.NoValue, entry.Key.Location, path, inner is null ? SpecForms.Of(key!)
                        : SpecForms.Of(inner));
                }
                else if (inner is not null)
                {
                    ReadSection(inner, entry);
                }
                else if (key!.Kind == ValueKind.Model)
                {
                    model = ModelReader.Read(entry, diagnostics);
                    if (model is null)
                    {
                        troubled.Add(path);
                    }
                }
                else
                {
                    ReadLeaf(key, entry);
                }
            }
        }

        private void ReadSection(SpecSection section, SpecEntry entry)
        {
            switch (entry.Value)
            {
                case SpecMapping mapping:
                    ReadEntries(mapping, section.Path);
                    break;
                case SpecScalar scalar when section.Words.FirstOrDefault(word => word.Word == scalar.Text) is { } word:
                    foreach (var (name, value) in word.Values)
                    {
                        Add($"{section.Path}.{name}", scalar, scalar with { Text = value, IsPlain = true });
                    }

                    break;
                // `diagnostics: every 1000`, where the name of the key makes a sentence of the number.
                case SpecScalar { IsPlain: true } scalar when section.NumberOf(scalar.Text) is { } number:
                    Add($"{section.Path}.{section.Shorthand[0]}", scalar, scalar with { Text = number });
                    break;
                case SpecScalar scalar when section.Shorthand.Count > 0:
                    Add($"{section.Path}.{ShorthandKey(section, scalar.Text)}", scalar, scalar);
                    break;
                default:
                    diagnostics.Report(
                        Rules.WrongType, entry.Value.Location, section.Path, SpecForms.Of(section), entry.Value.Describe(), "");
                    break;
            }
        }

        private static string ShorthandKey(SpecSection section, string text)
        {
            var isPath = text.IndexOfAny(['/', '.', '\\']) >= 0;
            return section.Shorthand[isPath ? section.Shorthand.Count - 1 : 0];
        }

        // `l2: { sum: 0.01 }` says how the squares become one number together with the factor.
        private void ReadLeaf(SpecKey key, SpecEntry entry)
        {
            if (SpecKeys.ReductionOf(key) is { } reduction
                && entry.Value is SpecMapping { Entries: [{ Key: var word, Value: var value }] }
                && reduction.Choices.Any(choice => choice.Word == word.Text))
            {
                Add(reduction.Path, entry.Key, word);
                Add(key.Path, entry.Key, value);
                return;
            }

            Add(key.Path, entry.Key, entry.Value);
        }

        private void Add(string path, SpecScalar name, SpecNode value)
        {
            if (leaves.TryGetValue(path, out var first))
            {
                diagnostics.Report(Rules.DuplicateKey, name.Location, path, SpecDescriptions.Line(first.Name.Location));
                return;
            }

            leaves.Add(path, new(SpecKeys.Find(path)!, name, value, file));
        }

        // training.steps is `training: { steps: ... }`.
        private static string Nested(string path) =>
            Enumerable.Reverse(path.Split('.')).Aggregate("...", (inner, part) =>
                inner == "..." ? $"{part}: ..." : $"{part}: {{ {inner} }}");

        private void ReportUnknown(SpecScalar name, string section)
        {
            var names = SpecKeys.NamesIn(section).ToList();
            var closest = Suggestions.Closest(name.Text, names);
            var elsewhere = SpecKeys.All.FirstOrDefault(key => key.Section.Length > 0 && key.Name == name.Text)?.Path;
            if (closest is not null)
            {
                troubled.Add(section.Length == 0 ? closest : $"{section}.{closest}");
            }

            var advice = section.Length == 0 && SpecKeys.Find(name.Text) is { Section.Length: > 0 } nested
                ? $"Nest it: write `{Nested(nested.Path)}`."
                : closest is not null ? $"Did you mean `{closest}`?"
                : elsewhere is not null ? $"Did you mean `{elsewhere}`?"
                : $"The keys are {SpecForms.List(names, "and")}.";
            diagnostics.Report(
                Rules.UnknownKey, name.Location, SpecDescriptions.Shorten(name.Text), section.Length == 0 ? "a spec"
                    : $"`{section}`", advice);
        }
    }
}
