using Makemore.Generators.Graphs;
using Makemore.Generators.Language;

namespace Makemore.Generators.Emit;

/// <summary>Completes the canonical text of a spec with what only the model knows.</summary>
internal static class CanonicalText
{
    /// <summary>The text with every hyperparameter under <c>model:</c>, those that the spec leaves out included.</summary>
    public static string WithHyperparameters(string canonical, ModelGraph graph)
    {
        var lines = canonical.Split('\n').ToList();
        var start = lines.IndexOf("model:");
        if (start < 0)
        {
            return canonical;
        }

        var end = start + 1;
        while (end < lines.Count && (lines[end].Length == 0 || lines[end][0] == ' '))
        {
            end++;
        }

        // An empty line before the next key belongs to no block.
        while (end > start + 1 && lines[end - 1].Length == 0)
        {
            end--;
        }

        var given = lines.GetRange(start + 1, end - start - 1);
        var missing = graph.Hyperparameters
            .Select(hyperparameter => (Name: ModelCompiler.KebabCase(hyperparameter.Symbol.Name), hyperparameter.Symbol))
            .Where(pair => !given.Any(line => line.StartsWith($"  {pair.Name}:", StringComparison.Ordinal)))
            .Select(pair => $"  {pair.Name}: {new Number.Constant(pair.Symbol.Default!.Value, pair.Symbol.IsInteger)}");
        lines.InsertRange(end, missing);
        return string.Join("\n", lines);
    }
}
