using Makemore.Generators.Graphs;
using Makemore.Generators.Language;
using Makemore.Generators.Specs;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Language;

/// <summary>Compiles models as specs hold them, on the 27 tokens of the names.</summary>
internal static class ModelText
{
    /// <summary>The rendered diagnostics of a program; empty where nothing is wrong.</summary>
    public static string Diagnose(string program, int context = 3, params (string Path, string Text)[] files) =>
        DiagnoseSpec(SpecOf(program, context), files);

    /// <summary>The rendered diagnostics of a spec.</summary>
    public static string DiagnoseSpec(string spec, params (string Path, string Text)[] files)
    {
        var texts = files.Append(("spec.yaml", spec)).ToDictionary(file => file.Item1, file => file.Item2);
        return DiagnosticText.Render(Compile(texts).Diagnostics, texts);
    }

    /// <summary>The graph of a program in which nothing is wrong.</summary>
    public static ModelGraph Graph(string program, int context = 3, params (string Path, string Text)[] files) =>
        GraphOfSpec(SpecOf(program, context), files);

    /// <summary>The graph of a spec in which nothing is wrong.</summary>
    public static ModelGraph GraphOfSpec(string spec, params (string Path, string Text)[] files)
    {
        var texts = files.Append(("spec.yaml", spec)).ToDictionary(file => file.Item1, file => file.Item2);
        var result = Compile(texts);
        Assert.True(result.Unit is not null, DiagnosticText.Render(result.Diagnostics, texts));
        return result.Unit.Graph!;
    }

    /// <summary>The operations of a graph, one a line, with the shapes of their results.</summary>
    public static string Steps(ModelGraph graph) =>
        string.Join("\n", graph.Nodes.Skip(1).Select(node => $"{node.Operation.Text} -> {node.Shape}"));

    /// <summary>A spec whose model is a program.</summary>
    public static string SpecOf(string program, int context = 3) =>
        $"dataset: names\ncontext: {context}\nmodel: |\n{string.Concat(program.Split('\n').Select(line => $"  {line}\n"))}";

    private static CompilationResult Compile(Dictionary<string, string> texts)
    {
        var files = texts.Select(item => new SpecFile(item.Key, item.Key, item.Value)).ToList();
        var specs = files.Where(file => file.Path.EndsWith(".yaml", StringComparison.Ordinal))
            .ToDictionary(file => file.Path, ParsedSpec.Read);
        var chain = SpecChain.Of(specs["spec.yaml"], SpecBases.Of(specs.Values));
        return SpecCompiler.Compile(chain, Libraries.UsedBy(chain.Files, files.Where(file => file.IsLibrary)), new("Test", ""));
    }
}
