using System.Text;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Makemore.Generators.Language;
using Makemore.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Makemore.Generators;

/// <summary>Compiles every spec of a project into a class; the only file that knows Roslyn's pipeline.</summary>
[Generator]
public sealed class ExperimentGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var project = context.AnalyzerConfigOptionsProvider
            .Select((options, _) => Project(options.GlobalOptions))
            .WithTrackingName(nameof(Stages.Project));
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(pair => IsSpec(pair.Left, pair.Right))
            .Select((pair, _) => pair.Left)
            .Combine(project)
            .Select((pair, cancellation) => File(pair.Left, pair.Right, cancellation))
            .WithTrackingName(nameof(Stages.Files));
        var libraries = files.Where(file => Has(file.Path, ".mk")).Collect();
        var specs = files.Where(file => Has(file.Path, ".yaml"))
            .Select((file, _) => ParsedSpec.Read(file))
            .WithTrackingName(nameof(Stages.Parsed));
        var names = specs.Select((spec, _) => spec.File.Name).Collect().Combine(project)
            .Select((pair, _) => SpecCompiler.Names(new(pair.Left), pair.Right))
            .WithTrackingName(nameof(Stages.Names));
        var compiled = specs.Combine(specs.Collect())
            .Select((pair, _) => SpecChain.Of(pair.Left, pair.Right))
            .WithTrackingName(nameof(Stages.Chains))
            .Combine(libraries)
            .Select((pair, _) => (Chain: pair.Left, Libraries: Libraries.UsedBy(pair.Left, pair.Right)))
            .WithTrackingName(nameof(Stages.Libraries))
            .Combine(names)
            .Select((pair, _) => SpecCompiler.Compile(pair.Left.Chain, pair.Left.Libraries, pair.Right))
            .WithTrackingName(nameof(Stages.Compiled));
        // Two outputs: a line that moves changes places of diagnostics, but no unit, and so no code.
        var units = compiled.Select((result, _) => result.Unit).Where(unit => unit is not null)
            .WithTrackingName(nameof(Stages.Units));
        var registry = units.Select((unit, _) => new RegistryEntry(unit!.Name, unit.Type, unit.Description)).Collect()
            .Select((entries, _) => entries.ToEquatableArray())
            .Combine(project)
            .WithTrackingName(nameof(Stages.Registry));

        context.RegisterSourceOutput(units, (output, unit) =>
        {
            foreach (var file in ExperimentEmitter.Emit(unit!, Backends.Of(unit!)))
            {
                output.AddSource(file.HintName, Source(file.Code));
            }
        });
        context.RegisterSourceOutput(registry, (output, pair) =>
            output.AddSource($"{Naming.Registry}.g.cs", Source(RegistryEmitter.Emit(pair.Left, pair.Right.RootNamespace))));
        context.RegisterSourceOutput(
            compiled.Select((result, _) => result.Diagnostics).WithTrackingName(nameof(Stages.Diagnostics)),
            (output, diagnostics) =>
            {
                foreach (var diagnostic in diagnostics)
                {
                    output.ReportDiagnostic(RoslynDiagnostics.Of(diagnostic));
                }
            });
    }

    private static bool IsSpec(AdditionalText text, Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(text).TryGetValue("build_metadata.AdditionalFiles.MakemoreSpec", out var value)
        && value == "true";

    private static bool Has(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static ProjectOptions Project(Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions options) => new(
        options.TryGetValue("build_property.RootNamespace", out var space) ? space : "",
        options.TryGetValue("build_property.ProjectDir", out var folder) ? folder : "");

    private static SpecFile File(AdditionalText text, ProjectOptions project, CancellationToken cancellation) =>
        new(text.Path, project.Relative(text.Path), text.GetText(cancellation)?.ToString() ?? "");

    private static SourceText Source(string code) => SourceText.From(code, Encoding.UTF8);
}
