using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Sweeps;

/// <summary>Makes a sweep of a tree and checks every rule that needs no experiment.</summary>
internal static class SweepBinder
{
    /// <summary>Binds a spec with a key <c>sweep</c>; null where something is wrong that leaves nothing to go on with.</summary>
    public static SweepSpec? Bind(ParsedSpec spec, DiagnosticBag diagnostics)
    {
        foreach (var diagnostic in spec.Diagnostics)
        {
            diagnostics.Add(diagnostic);
        }

        foreach (var entry in spec.Tree!.Entries.Where(entry => entry.Key.Text is not ("description" or SweepKeys.Section)))
        {
            diagnostics.Report(Rules.SweepIsNoExperiment, entry.Key.Location, entry.Key.Text, Instead(entry.Key.Text));
        }

        var sweep = spec.Tree.Find(SweepKeys.Section)!;
        if (sweep.Value is not SpecMapping mapping)
        {
            diagnostics.Report(
                Rules.WrongType, sweep.Value.IsNull() ? sweep.Key.Location : sweep.Value.Location, SweepKeys.Section,
                $"a mapping with {SpecForms.List(TopNames, "and")}", sweep.Value.Describe(), "");
            return null;
        }

        var reader = new Reader(diagnostics);
        reader.ReadEntries(mapping, "");
        reader.Require(mapping, sweep.Key.Location);
        return new(
            spec.File.Name,
            spec.Tree.Find("description")?.Value is SpecScalar text ? text.Text : "",
            reader.Settings(sweep.Key.Location),
            reader.Over,
            reader.Axes);
    }

    private static string Instead(string key) =>
        TopNames.Contains(key) ? $"It stands under `{SweepKeys.Section}`."
        : key is "extends" or "expect" or "sampling" or "arpa" || !SpecKeys.NamesIn("").Contains(key) ? "Remove the key."
        : $"What all trials share is an axis with one value under `{SweepKeys.Axes}`.";

    private static IEnumerable<string> TopNames =>
        [SweepKeys.Over, SweepKeys.Axes, .. SweepKeys.All.Select(key => key.Path.Split('.')[0]).Distinct()];

    private sealed class Reader(DiagnosticBag diagnostics)
    {
        private readonly Dictionary<string, SpecEntry> leaves = new(StringComparer.Ordinal);
        private readonly List<SweepAxis> axes = [];

        public EquatableArray<SpecScalar> Over { get; private set; } = [];

        public EquatableArray<SweepAxis> Axes => axes.ToEquatableArray();

        public void ReadEntries(SpecMapping mapping, string section)
        {
            foreach (var entry in mapping.Entries)
            {
                var path = section.Length == 0 ? entry.Key.Text : $"{section}.{entry.Key.Text}";
                var inner = SweepKeys.Sections.FirstOrDefault(item => item.Path == path);
                if (entry.Value.IsNull())
                {
                    diagnostics.Report(Rules.NoValue, entry.Key.Location, Full(path), "a value");
                }
                else if (path == SweepKeys.Over)
                {
                    Over = AxisReader.Names(entry.Value, diagnostics);
                }
                else if (path == SweepKeys.Axes)
                {
                    ReadAxes(entry);
                }
                else if (inner is not null && entry.Value is SpecMapping values)
                {
                    ReadEntries(values, path);
                }
                else if (inner is { Shorthand: [var name] })
                {
                    leaves[$"{path}.{name}"] = entry;
                }
                else if (SweepKeys.Find(path) is not null)
                {
                    leaves[path] = entry;
                }
                else
                {
                    ReportUnknown(entry.Key, section);
                }
            }
        }

        public void Require(SpecMapping mapping, SourceLocation location)
        {
            if (mapping.Find(SweepKeys.Over) is null)
            {
                diagnostics.Report(Rules.MissingKey, location, Full(SweepKeys.Over),
                    "Name the experiments to sweep over, such as `over: lectures/part2-mlp`.");
            }

            if (mapping.Find(SweepKeys.Axes) is null)
            {
                diagnostics.Report(Rules.MissingKey, location, Full(SweepKeys.Axes),
                    "Say what is varied, such as `axes: { model.hidden: [100, 200] }`; `axes: {}` varies the experiment alone.");
            }
        }

        public EquatableArray<Setting> Settings(SourceLocation location)
        {
            var values = new ValueReader(diagnostics);
            var words = new Dictionary<string, string?>(StringComparer.Ordinal);
            var settings = new List<Setting>();
            foreach (var key in SweepKeys.All)
            {
                words[key.Path] = key.Default;
                if (!leaves.TryGetValue(key.Path, out var leaf))
                {
                    continue;
                }

                var named = key with { Path = Full(key.Path) };
                if (key.AppliesWhere.FirstOrDefault(condition => Word(condition.Path) is not null && !condition.Holds(Word)) is { } broken)
                {
                    diagnostics.Report(Rules.DoesNotApply, leaf.Key.Location, named.Path,
                        (broken with { Path = Full(broken.Path) }).Breach(Word(broken.Path)), key.Advice);
                }
                else if (values.Read(named, leaf.Value) is { } value)
                {
                    words[key.Path] = value.Text;
                    settings.Add(new(key.Path, value));
                }
                else
                {
                    // Of a value that is wrong nothing follows for other keys.
                    words[key.Path] = null;
                }
            }

            CheckTogether(words, location);
            return settings.ToEquatableArray();

            string? Word(string path) => words.TryGetValue(path, out var word) ? word : null;
        }

        private void CheckTogether(Dictionary<string, string?> words, SourceLocation location)
        {
            string[] budgets = [.. leaves.Keys.Where(path => path.StartsWith("budget.", StringComparison.Ordinal)).OrderBy(path => path, StringComparer.Ordinal)];
            foreach (var second in budgets.Skip(1))
            {
                diagnostics.Report(Rules.DoesNotApply, leaves[second].Key.Location, Full(second),
                    $"does not apply where `{Full(budgets[0])}` is given", "A run has one budget: keep one of them.");
            }

            if (words["search.type"] is { } search and not "grid" && !leaves.ContainsKey("trials"))
            {
                diagnostics.Report(Rules.MissingKey, leaves.TryGetValue("search.type", out var given) ? given.Value.Location : location,
                    Full("trials"), $"A search by `{search}` has no end of its own: write how many points it tries, such as `trials: 40`.");
            }

            if (words["prune.type"] is not (null or "none") && words["objective.metric"] is { } metric and not "dev-loss")
            {
                diagnostics.Report(Rules.DoesNotApply, leaves["prune.type"].Value.Location, Full("prune"),
                    $"does not apply where `sweep.objective` is `{metric}`",
                    "On the way the dev loss is what is known: write `objective: dev-loss`, or remove `prune`.");
            }
        }

        private void ReadAxes(SpecEntry entry)
        {
            if (entry.Value is not SpecMapping mapping)
            {
                diagnostics.Report(Rules.WrongType, entry.Value.Location, Full(SweepKeys.Axes),
                    "a mapping from keys to values, such as `{ model.hidden: [100, 200] }`", entry.Value.Describe(), "");
                return;
            }

            var reader = new AxisReader(diagnostics);
            foreach (var axis in mapping.Entries.Select(reader.Read).OfType<SweepAxis>())
            {
                if (axes.Find(other => other.Path == axis.Path && (other.Over.Count == 0 || axis.Over.Count == 0)) is { } first)
                {
                    diagnostics.Report(Rules.DuplicateKey, axis.Key.Location, axis.Path, SpecDescriptions.Line(first.Key.Location));
                }
                else
                {
                    axes.Add(axis);
                }
            }
        }

        private void ReportUnknown(SpecScalar name, string section)
        {
            var names = section.Length == 0 ? TopNames
                : SweepKeys.All.Where(key => key.Section == section).Select(key => key.Name);
            var closest = Suggestions.Closest(name.Text, names);
            var advice = closest is not null ? $"Did you mean `{closest}`?"
                : SpecKeys.NamesIn("").Contains(name.Text.Split('.')[0]) ? $"What is varied stands under `{SweepKeys.Axes}`."
                : $"The keys are {SpecForms.List(names, "and")}.";
            diagnostics.Report(Rules.UnknownKey, name.Location, name.Text, $"`{(section.Length == 0 ? SweepKeys.Section : Full(section))}`", advice);
        }

        private static string Full(string path) => $"{SweepKeys.Section}.{path}";
    }
}
