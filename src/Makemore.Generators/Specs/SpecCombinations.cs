using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>The rules on several keys together that the table's conditions do not say.</summary>
internal static class SpecCombinations
{
    /// <summary>Checks a whole spec.</summary>
    /// <param name="file">The spec's own file.</param>
    /// <param name="layer">What the spec and its bases say.</param>
    /// <param name="settings">The typed values, those that are wrong left out.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static void Check(SpecFile file, SpecLayer layer, EquatableArray<Setting> settings, DiagnosticBag diagnostics)
    {
        var check = new Checker(file, layer, settings, diagnostics);
        check.Model();
        check.Minimums();
        check.Sources();
        check.Shares();
        check.Schedules();
        check.EarlyStopping();
        check.Expectations();
    }

    private sealed class Checker(SpecFile file, SpecLayer layer, EquatableArray<Setting> settings, DiagnosticBag diagnostics)
    {
        private SourceLocation Start => file.LocationOf(0, Math.Max(file.Text.IndexOfAny(['\r', '\n', ':']), 1));

        public void Model()
        {
            if (layer.Model is not { } model)
            {
                if (!layer.Troubled.Contains("model"))
                {
                    diagnostics.Report(Rules.MissingKey, Start, "model",
                        "Write a preset such as `model: bigram`, `model: ngram`, or a program.");
                }
            }
            else if (model.Type.Length == 0)
            {
                diagnostics.Report(Rules.MissingKey, model.Location, "model.type",
                    "Name a preset, or write the model as `program`.");
            }
            else if (model.Type == "ngram")
            {
                foreach (var argument in model.Arguments)
                {
                    diagnostics.Report(
                        Rules.UnknownKey, argument.Key.Location, argument.Key.Text, "`model: ngram`",
                            "An n-gram model is counted over `context` + 1 tokens.");
                }
            }
        }

        public void Minimums()
        {
            foreach (var key in SpecKeys.All)
            {
                if (key.MinimumWhere is { } minimum && Leaf(key.Path) is { } leaf && Number(key.Path) is { } number
                    && number < minimum.Value && minimum.Where.Holds(Text))
                {
                    diagnostics.Report(
                        Rules.OutOfRange, leaf.Value.Location, key.Path, $"{SpecText.Format(minimum.Value)} or more",
                        SpecText.Format(number), " " + minimum.Reason);
                }
            }
        }

        public void Sources()
        {
            foreach (var section in SpecKeys.Sections)
            {
                var given = section.Alternatives
                    .Select(group =>
                        group.Select(name => Leaf($"{section.Path}.{name}")).FirstOrDefault(leaf => leaf is not null))
                    .Where(leaf => leaf is not null)
                    .ToList();
                foreach (var other in given.Skip(1))
                {
                    diagnostics.Report(Rules.SeveralSources, other!.Name.Location, other.Key.Path, given[0]!.Key.Path);
                }
            }

            if (diagnostics.Contains(Rules.SeveralSources))
            {
                return;
            }

            Together("dataset.url", "dataset.sha256", "A file from an address is checked: write the SHA-256 of the file.");
            Together("dataset.sha256", "dataset.url", "A SHA-256 belongs to an address to download from.");
            Together("dataset.dev", "dataset.train", "Ready-made files begin with the one that trains.");
            Together("dataset.test", "dataset.train", "Ready-made files begin with the one that trains.");
        }

        public void Shares()
        {
            var shares = (string[])["split.train", "split.dev", "split.test"];
            var values = shares.Select(path => Number(path)).ToList();
            var sum = values.Sum() ?? 0;
            // Tenths are no binary numbers, so that a sum of 1 may come out a little above.
            if (sum > 1 + 1e-9 && shares.Select(Leaf).LastOrDefault(leaf => leaf is not null) is { } last)
            {
                var texts = values.Select(value => SpecText.Format(value ?? 0)).ToList();
                diagnostics.Report(Rules.SplitShares, last.Value.Location, SpecText.Format(Math.Round(sum, 9)),
                    texts[0], texts[1], texts[2]);
            }
        }

        public void Schedules()
        {
            if (Number("training.steps") is { } steps
                && Setting("training.learning-rate") is CurveValue curve
                && curve.Parameters.FirstOrDefault(parameter => parameter.Name == ScheduleTypes.Warmup) is { Value: > 0 } warmup
                && warmup.Value >= steps
                && Leaf("training.learning-rate")?.Value is SpecMapping mapping
                && mapping.Find(ScheduleTypes.Warmup) is { } entry)
            {
                diagnostics.Report(
                    Rules.OutOfRange, entry.Value.Location, "training.learning-rate.warmup",
                    $"less than the {SpecText.Format(steps)} steps of the training", SpecText.Format(warmup.Value), "");
            }
        }

        public void EarlyStopping()
        {
            if (Leaf("training.early-stopping.patience") is not { } patience
                || Number("training.early-stopping.patience") is not > 0)
            {
                return;
            }

            if (Number("evaluation.every") == 0)
            {
                diagnostics.Report(
                    Rules.MissingKey, patience.Name.Location, "evaluation.every",
                    "Early stopping looks at the dev loss every so many steps: write `evaluation: { every: 1000 }`.");
            }

            if (Number("split.dev") == 0)
            {
                diagnostics.Report(
                    Rules.OutOfRange, Leaf("split.dev")?.Value.Location ?? patience.Value.Location, "split.dev", "above 0", "0",
                    " Early stopping looks at the dev loss.");
            }
        }

        public void Expectations()
        {
            if (Number("training.steps") is { } steps && Leaf("expect.loss")?.Value is SpecMapping mapping)
            {
                foreach (var entry in mapping.Entries.Where(entry =>
                    SpecText.TryInteger(entry.Key.Text, out var step) && step >= steps))
                {
                    diagnostics.Report(
                        Rules.StepBeyondEnd, entry.Key.Location, entry.Key.Text,
                            $"`training.steps` is {SpecText.Format(steps)}", SpecText.Format(steps - 1));
                }
            }

            foreach (var split in (string[])["dev", "test"])
            {
                if (Leaf($"expect.{split}-loss") is { } figure && Number($"split.{split}") == 0)
                {
                    diagnostics.Report(Rules.EmptySplit, figure.Name.Location, $"{split}-loss", split);
                }
            }
        }

        private void Together(string path, string needed, string advice)
        {
            if (Leaf(path) is { } leaf && Leaf(needed) is null && !layer.Troubled.Contains(needed))
            {
                diagnostics.Report(Rules.MissingKey, leaf.Name.Location, needed, advice);
            }
        }

        private SpecLeaf? Leaf(string path) => layer.Leaves.TryGetValue(path, out var leaf) ? leaf : null;

        // Where the model is missing, that is said, and nothing follows from its type.
        private string? Text(string path) => path != "model.type" ? Setting(path)?.Text
            : layer.Model is { Type.Length: > 0 } model ? model.Type : "ngram";

        private SettingValue? Setting(string path) => settings.FirstOrDefault(setting => setting.Path == path)?.Value;

        private double? Number(string path) => Setting(path) switch
        {
            IntegerValue integer => integer.Value,
            NumberValue number => number.Value,
            _ => null,
        };
    }
}
