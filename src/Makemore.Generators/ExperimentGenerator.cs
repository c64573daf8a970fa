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
    private const string Torch = "Makemore.Torch.TorchNetwork";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var project = context.AnalyzerConfigOptionsProvider
            .Combine(context.CompilationProvider.Select((compilation, _) => compilation.GetTypeByMetadataName(Torch) is not null))
            .Select((pair, _) => HostInput.Project(pair.Left.GlobalOptions, pair.Right))
            .WithTrackingName(nameof(Stages.Project));
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(pair => HostInput.IsSpec(pair.Left, pair.Right))
            .Select((pair, _) => pair.Left)
            .Combine(project)
            .Select((pair, cancellation) => HostInput.File(pair.Left, pair.Right, cancellation))
            .WithTrackingName(nameof(Stages.Files));
        var libraries = files.Where(file => file.IsLibrary).Collect();
        var parsed = files.Where(file => !file.IsLibrary)
            .Select((file, _) => ParsedSpec.Read(file))
            .WithTrackingName(nameof(Stages.Parsed));
        var specs = parsed.Where(spec => !spec.IsSweep);
        var bases = specs.Collect().Select((all, _) => SpecBases.Of(all)).WithTrackingName(nameof(Stages.Bases));
        var sources = specs.Combine(bases)
            .Select((pair, _) => SpecChain.Of(pair.Left, pair.Right))
            .WithTrackingName(nameof(Stages.Chains))
            .Combine(libraries)
            .Select((pair, _) => new SpecSource(pair.Left, Libraries.UsedBy(pair.Left, pair.Right)))
            .WithTrackingName(nameof(Stages.Libraries));
        var compiled = sources.Combine(project)
            .Select((pair, _) => SpecCompiler.Compile(pair.Left.Chain, pair.Left.Libraries, pair.Right))
            .WithTrackingName(nameof(Stages.Compiled));
        var sweeps = parsed.Where(spec => spec.IsSweep).Combine(sources.Collect())
            .Select((pair, _) => SweepSource.Of(pair.Left, pair.Right))
            .WithTrackingName(nameof(Stages.SweepSources))
            .Combine(project)
            .Select((pair, _) => SweepCompiler.Compile(pair.Left, pair.Right))
            .WithTrackingName(nameof(Stages.Sweeps));
        // Who shares a name with whom is told apart from all else, so that a new spec compiles itself alone.
        var clashes = compiled.Select((result, _) => result.Named).Where(named => named is not null).Collect()
            .Combine(sweeps.Select((result, _) => result.Named).Collect())
            .Combine(project)
            .Select((pair, _) => SpecCompiler.Clashes([.. pair.Left.Left!, .. pair.Left.Right], pair.Right))
            .WithTrackingName(nameof(Stages.Clashes));
        // Two outputs: a line that moves changes places of diagnostics, but no unit, and so no code.
        var units = compiled.Select((result, _) => result.Unit).Where(unit => unit is not null).Combine(clashes)
            .Where(pair => pair.Right.All(clash => clash.Name != pair.Left!.Name))
            .Select((pair, _) => pair.Left!)
            .WithTrackingName(nameof(Stages.Units));
        var sweepUnits = sweeps.Select((result, _) => result.Unit).Where(unit => unit is not null).Combine(clashes)
            .Where(pair => pair.Right.All(clash => clash.Name != pair.Left!.Name))
            .Select((pair, _) => pair.Left!);
        var registry = units.Select((unit, _) => new RegistryEntry(unit.Name, unit.Type, unit.Description)).Collect()
            .Combine(sweepUnits.Select((unit, _) => new RegistryEntry(unit.Name, unit.Type, unit.Description)).Collect())
            .Select((pair, _) => (Experiments: pair.Left.ToEquatableArray(), Sweeps: pair.Right.ToEquatableArray()))
            .Combine(project)
            .WithTrackingName(nameof(Stages.Registry));

        context.RegisterSourceOutput(units, (output, unit) => Add(output, ExperimentEmitter.Emit(unit, Backends.Of(unit))));
        context.RegisterSourceOutput(sweepUnits, (output, unit) => Add(output,
            [.. SweepEmitter.Emit(unit), .. unit.Networks.Where(network => network.Unit is not null)
                .SelectMany(network => ExperimentEmitter.Emit(network.Unit!, Backends.Of(network.Unit!)))]));
        context.RegisterSourceOutput(registry, (output, pair) => Add(output,
            [new($"{Naming.Registry}.g.cs", RegistryEmitter.Emit(pair.Left.Experiments, pair.Left.Sweeps, pair.Right.RootNamespace))]));
        context.RegisterSourceOutput(compiled.Select((result, _) => result.Diagnostics).WithTrackingName(nameof(Stages.Diagnostics)), Report);
        context.RegisterSourceOutput(sweeps.Select((result, _) => result.Diagnostics), Report);
        context.RegisterSourceOutput(clashes.Select((all, _) => all.Select(SpecCompiler.Diagnostic).ToEquatableArray()), Report);
    }

    private static void Add(SourceProductionContext output, IEnumerable<GeneratedFile> files)
    {
        foreach (var file in files)
        {
            output.AddSource(file.HintName, SourceText.From(file.Code, Encoding.UTF8));
        }
    }

    private static void Report(SourceProductionContext output, EquatableArray<DiagnosticInfo> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            output.ReportDiagnostic(RoslynDiagnostics.Of(diagnostic));
        }
    }
}
