using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <content>The methods of fused loops, each once.</content>
internal sealed partial class SimdNetworkWriter
{
    // By what they do, which has no name; the code with its name.
    private readonly Dictionary<string, string> methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> methodNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(GeneratedNames.OfSimdNetwork, StringComparer.Ordinal);

    private string MethodOf(LoopKernel kernel, LoopCode written, IReadOnlyList<string> formula)
    {
        var key = $"{written.Parameters}\n{written.Body}";
        if (methodNames.TryGetValue(key, out var known))
        {
            return known;
        }

        var name = NameOf(kernel);
        var code = new CodeWriter(Width + 4);
        foreach (var line in formula)
        {
            code.Comment(Literal.Line(line));
        }

        code.Comment($"Along {Along(kernel.Axes)}.");
        code.Statement($"private static void {name}({written.Parameters})");
        using (code.Block(""))
        {
            code.Lines(written.Body);
        }

        methodNames.Add(key, name);
        methods.Add(key, code.ToString());
        return name;
    }

    // After what it writes, and of that after what nothing else is computed from.
    private string NameOf(LoopKernel kernel)
    {
        var read = new HashSet<Place>();
        var waiting = new Stack<Place>(kernel.Stores.SelectMany(store => kernel[store.Value]!.Inputs));
        while (waiting.Count > 0)
        {
            var place = waiting.Pop();
            if (read.Add(place))
            {
                foreach (var input in kernel[place]!.Inputs)
                {
                    waiting.Push(input);
                }
            }
        }

        var block = kernel.Stores.OrderBy(store => (store.Mode == StoreMode.Set ? 2 : 0) + (read.Contains(store.Value) ? 0 : 1)).Last().View.Block;
        var name = blocks.NameOf(block);
        var upper = char.ToUpperInvariant(name[0]) + name.Substring(1);
        // A field begins in lower case, unless its first letter has none.
        name = upper == name || GeneratedNames.OfSimdFunctions.Contains(upper) ? "Compute" + upper : upper;
        var candidate = name;
        for (var index = 2; !taken.Add(candidate); index++)
        {
            candidate = name + (char.IsDigit(name[name.Length - 1]) ? "_" : "") + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return candidate;
    }

    private string Along(IReadOnlyList<Axis> axes) => axes.Count == 0 ? "nothing: single numbers" : $"({string.Join(", ", axes.Select(axis => axis.Size.Render(IdentifierOf)))})";
}
