using Makemore.Generators.Diagnostics;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Tests.Diagnostics;

/// <summary>The specs of a project, as the stages before the language see them.</summary>
/// <param name="Texts">The texts by their paths below the project.</param>
internal sealed record SpecProject(IReadOnlyDictionary<string, string> Texts)
{
    public static SpecProject Of(string text) => Of(("spec.yaml", text));

    public static SpecProject Of(params (string Path, string Text)[] files) =>
        new(files.ToDictionary(file => file.Path, file => file.Text));

    /// <summary>Binds one of the specs.</summary>
    public (ExperimentSpec? Spec, EquatableArray<DiagnosticInfo> Diagnostics) Bind(string path = "spec.yaml")
    {
        var project = Texts.ToDictionary(
            item => item.Key, item => ParsedSpec.Read(new SpecFile(item.Key, item.Key, item.Value)));
        var chain = SpecChain.Of(project[path], project);
        var bound = SpecBinder.Bind(chain);
        return (bound.Spec, chain.Own(bound.Diagnostics, below => SpecBinder.Bind(below).Diagnostics));
    }

    /// <summary>The spec, which must be without a mistake.</summary>
    public ExperimentSpec Valid(string path = "spec.yaml")
    {
        var (spec, diagnostics) = Bind(path);
        Assert.True(spec is not null, DiagnosticText.Render(diagnostics, Texts));
        return spec;
    }

    /// <summary>The rendered diagnostics of one of the specs.</summary>
    public string Diagnose(string path = "spec.yaml") => DiagnosticText.Render(Bind(path).Diagnostics, Texts);
}
