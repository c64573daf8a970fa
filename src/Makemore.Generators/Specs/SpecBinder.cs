using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>What binding a chain of specs gives.</summary>
/// <param name="Spec">The experiment, or null where something is wrong in the spec or its bases.</param>
/// <param name="Model">The model, also where other keys are wrong, so that its own mistakes show in the same build.</param>
/// <param name="Settings">The values that are right.</param>
/// <param name="Backend">Where the backend is chosen: its value, or the model where it follows from that.</param>
/// <param name="IsContextKnown">Whether the value of <c>context</c> is what the user means.</param>
/// <param name="Diagnostics">What is wrong in any file of the chain.</param>
public sealed record BoundSpec(
    ExperimentSpec? Spec,
    ModelSource? Model,
    EquatableArray<Setting> Settings,
    BackendChoice? Backend,
    bool IsContextKnown,
    EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>What a spec asks to compute with.</summary>
/// <param name="Name">The word of <c>training.backend</c>.</param>
/// <param name="Location">Where it stands.</param>
public sealed record BackendChoice(string Name, SourceLocation Location);

/// <summary>Makes an experiment of a chain of specs and checks every rule of the format.</summary>
public static class SpecBinder
{
    /// <summary>Binds a spec.</summary>
    /// <param name="chain">The spec and those that it extends.</param>
    public static BoundSpec Bind(SpecChain chain)
    {
        var diagnostics = new DiagnosticBag();
        foreach (var diagnostic in chain.Specs.SelectMany(spec => spec.Diagnostics).Concat(chain.Diagnostics))
        {
            diagnostics.Add(diagnostic);
        }

        if (chain.Spec.Tree is null)
        {
            return new(null, null, [], null, IsContextKnown: false, diagnostics.ToArray());
        }

        var layers = chain.Specs.Where(spec => spec.Tree is not null).Select(spec => SpecLayer.Of(spec, diagnostics)).ToList();
        var merged = Enumerable.Reverse(layers).Aggregate((below, layer) => layer.Over(below));
        var binding = new Binding(chain, merged, diagnostics);
        var settings = binding.Settings();
        if (chain.IsComplete)
        {
            SpecCombinations.Check(chain.Spec.File, merged, settings, diagnostics);
        }

        var model = merged.Model is { Type.Length: > 0 } ? merged.Model : null;
        var spec = model is null || diagnostics.HasErrors ? null : Experiment(chain.Spec.File.Name, merged, settings, model);
        return new(spec, model, settings, Backend(merged, settings), binding.IsKnown("context"), diagnostics.ToArray());
    }

    private static BackendChoice? Backend(SpecLayer layer, EquatableArray<Setting> settings)
    {
        const string path = "training.backend";
        return layer.Leaves.TryGetValue(path, out var leaf) && settings.FirstOrDefault(setting => setting.Path == path)?.Value.Text is { } name
            ? new(name, leaf.Value.Location)
            : null;
    }

    private static ExperimentSpec Experiment(string name, SpecLayer layer, EquatableArray<Setting> settings, ModelSource model)
    {
        var description = layer.Leaves.TryGetValue("description", out var leaf) && leaf.Value is SpecScalar text ? text.Text : "";
        return new(name, description, settings, model);
    }

    /// <summary>Gives each key of the table its value, in the order of the table.</summary>
    private sealed class Binding(SpecChain chain, SpecLayer layer, DiagnosticBag diagnostics)
    {
        private readonly ValueReader reader = new(diagnostics);
        private readonly Dictionary<string, string?> words = new(StringComparer.Ordinal);
        private readonly HashSet<string> unknown = new(layer.Troubled, StringComparer.Ordinal);

        // A base that is missing could have given the key, and a key that is wrong means something else than its default.
        public bool IsKnown(string path) => !unknown.Contains(path) && (chain.IsComplete || layer.Leaves.ContainsKey(path));

        public EquatableArray<Setting> Settings()
        {
            words["model.type"] = layer.Model?.Type;
            if (string.IsNullOrEmpty(layer.Model?.Type) || !chain.IsComplete)
            {
                unknown.Add("model.type");
            }

            var settings = new List<Setting>();
            var figures = new List<Expectation>();
            foreach (var key in SpecKeys.All.Where(key => key.Kind != ValueKind.Model && key.Path is not "extends"))
            {
                var setting = Find(key);
                if (setting?.Value is ExpectationsValue value)
                {
                    figures.AddRange(value.Items);
                }
                else if (setting is not null && key.Path != "description")
                {
                    settings.Add(setting);
                }
            }

            if (figures.Count > 0)
            {
                settings.Add(new("expect", new ExpectationsValue(figures.ToEquatableArray())));
            }

            return settings.ToEquatableArray();
        }

        private Setting? Find(SpecKey key)
        {
            var leaf = layer.Leaves.TryGetValue(key.Path, out var given) ? given : null;
            if (key.AppliesWhere.FirstOrDefault(condition => !Holds(condition)) is { } broken)
            {
                ReportOwn(leaf, key.Path, broken, key.Advice);
                return null;
            }

            if (leaf is null)
            {
                return Default(key);
            }

            var value = reader.Read(key, leaf.Value);
            if (value is null)
            {
                unknown.Add(key.Path);
                return null;
            }

            var word = value.Text;
            if (key.Choices.FirstOrDefault(choice => choice.Word == word) is { AppliesWhere: { } condition } choice
                && !Holds(condition))
            {
                ReportOwn(leaf, $"{key.Path}: {word}", condition, choice.Advice);
                return Default(key);
            }

            words[key.Path] = word;
            return new(key.Path, value);
        }

        private Setting? Default(SpecKey key)
        {
            var text = key.DefaultsWhere.FirstOrDefault(item => item.Where.Holds(Word))?.Value ?? key.Default;
            if (text is null || layer.IsReplaced(key) || reader.ReadDefault(key, text) is not { } value)
            {
                return null;
            }

            words[key.Path] = text;
            return new(key.Path, value);
        }

        // What a base says without effect here is left out; what the spec itself says in vain is a mistake.
        private void ReportOwn(SpecLeaf? leaf, string subject, KeyCondition condition, string advice)
        {
            if (leaf?.File.Path != chain.Spec.File.Path)
            {
                return;
            }

            // One mistake is enough: the keys that depend on this one are not blamed as well.
            unknown.Add(leaf.Key.Path);
            diagnostics.Report(Rules.DoesNotApply, leaf.Value.Location, subject, condition.Breach(Word(condition.Path)), advice);
        }

        // Of a key whose own value is wrong nothing follows for others.
        private bool Holds(KeyCondition condition) => unknown.Contains(condition.Path) || condition.Holds(Word);

        private string? Word(string path) => words.TryGetValue(path, out var word) ? word : null;
    }
}
