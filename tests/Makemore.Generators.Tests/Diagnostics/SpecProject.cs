using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Makemore.Generators.Language;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Tests.Diagnostics;

/// <summary>The specs of a project, as the stages before the language see them.</summary>
/// <param name="Texts">The texts by their paths below the project.</param>
internal sealed record SpecProject(IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>Whether the project refers to the torch backend.</summary>
    public bool HasTorch { get; init; } = true;

    public static SpecProject Of(string text) => Of(("spec.yaml", text));

    public static SpecProject Of(params (string Path, string Text)[] files) =>
        new(files.ToDictionary(file => file.Path, file => file.Text));

    /// <summary>The paths of the specs, without files of definitions.</summary>
    public IEnumerable<string> Specs => Texts.Keys.Where(key => !IsLibrary(key));

    /// <summary>Binds one of the specs.</summary>
    public (ExperimentSpec? Spec, EquatableArray<DiagnosticInfo> Diagnostics) Bind(string path = "spec.yaml")
    {
        var chain = Chain(path);
        var bound = SpecBinder.Bind(chain);
        return (bound.Spec, chain.Own(bound.Diagnostics, below => SpecBinder.Bind(below).Diagnostics));
    }

    /// <summary>What all stages find wrong in one of the specs.</summary>
    /// <param name="path">The spec.</param>
    /// <param name="backend">What computes, whatever the spec says; null for what it says.</param>
    public EquatableArray<DiagnosticInfo> Compile(string path = "spec.yaml", IBackend? backend = null)
    {
        var options = new ProjectOptions("Sample", "/project/", HasTorch);
        if (IsSweep(path))
        {
            return Sweep(path).Diagnostics;
        }

        var chain = Chain(path);
        var clashes = SpecCompiler.Clashes(
            [.. Files(key => !IsLibrary(key)).Select(file => new NamedSpec(file.Path, file.RelativePath, file.Name))], options);
        return
        [
            .. SpecCompiler.Compile(chain, Libraries.UsedBy(chain.Files, Files(IsLibrary)), options, backend is null ? Backends.For(options) : _ => backend)
                .Diagnostics,
            .. clashes.Where(clash => clash.File == path).Select(SpecCompiler.Diagnostic),
            .. UnusedLibraries().SelectMany(library => LibraryCheck.Of(new(library, Libraries.UsedBy([library], Files(IsLibrary))))),
        ];
    }

    private IEnumerable<SpecFile> UnusedLibraries() => Files(IsLibrary)
        .Except(Libraries.UsedBy(Files(key => !IsLibrary(key)), Files(IsLibrary)));

    /// <summary>Compiles one of the sweeps.</summary>
    public SweepResult Sweep(string path = "spec.yaml")
    {
        var sources = Specs.Where(spec => !IsSweep(spec)).Select(Chain)
            .Select(chain => new SpecSource(chain, Libraries.UsedBy(chain.Files, Files(IsLibrary)))).ToList();
        return SweepCompiler.Compile(SweepSource.Of(Parsed(path), sources), new ProjectOptions("Sample", "/project/", HasTorch));
    }

    /// <summary>Whether a spec varies others.</summary>
    public bool IsSweep(string path) => Parsed(path).IsSweep;

    /// <summary>The spec, which must be without a mistake.</summary>
    public ExperimentSpec Valid(string path = "spec.yaml")
    {
        var (spec, diagnostics) = Bind(path);
        Assert.True(spec is not null, DiagnosticText.Render(diagnostics, Texts));
        return spec;
    }

    /// <summary>What the stages before the language find wrong in one of the specs, rendered.</summary>
    public string Diagnose(string path = "spec.yaml") => DiagnosticText.Render(Bind(path).Diagnostics, Texts);

    private SpecChain Chain(string path)
    {
        var project = Files(key => !IsLibrary(key)).Select(ParsedSpec.Read).Where(spec => !spec.IsSweep).ToList();
        return SpecChain.Of(project.Single(spec => spec.File.Path == path), SpecBases.Of(project));
    }

    private ParsedSpec Parsed(string path) => ParsedSpec.Read(new(path, path, Texts[path]));

    private IEnumerable<SpecFile> Files(Func<string, bool> isWanted) =>
        Texts.Where(item => isWanted(item.Key)).Select(item => new SpecFile(item.Key, item.Key, item.Value));

    private static bool IsLibrary(string path) => path.EndsWith(".mk", StringComparison.Ordinal);
}
