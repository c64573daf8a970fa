using Makemore.Generators.Collections;
using Makemore.Generators.Emit;
using Makemore.Generators.Language;
using Makemore.Generators.Specs;
using Microsoft.CodeAnalysis;

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
            .Select((pair, _) => new SpecSource(pair.Left, Libraries.UsedBy(pair.Left.Files, pair.Right)))
            .WithTrackingName(nameof(Stages.Libraries));
        // Whether a file is used at all is told apart from who uses it, so that an edit of a spec checks no file again.
        var used = sources.Select((source, _) => source.Libraries.Select(file => file.RelativePath).ToEquatableArray()).Collect()
            .Select((all, _) => all.SelectMany(paths => paths).Distinct().OrderBy(path => path, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(nameof(Stages.UsedLibraries));
        var unused = files.Where(file => file.IsLibrary).Combine(used)
            .Where(pair => !pair.Right.Contains(pair.Left.RelativePath))
            .Combine(libraries)
            .Select((pair, _) => new LibrarySource(pair.Left.Left, Libraries.UsedBy([pair.Left.Left], pair.Right)))
            .WithTrackingName(nameof(Stages.UnusedLibraries))
            .Select((source, _) => LibraryCheck.Of(source))
            .WithTrackingName(nameof(Stages.CheckedLibraries));
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

        context.RegisterSourceOutput(units, (output, unit) => HostOutput.Add(output, ExperimentEmitter.Emit(unit, Backends.Of(unit), Backends.MissingOnSimd(unit))));
        context.RegisterSourceOutput(sweepUnits, (output, unit) => HostOutput.Add(output,
            [.. SweepEmitter.Emit(unit), .. unit.Networks.Where(network => network.Unit is not null)
                .SelectMany(network => ExperimentEmitter.Emit(network.Unit!, Backends.Of(network.Unit!), Backends.MissingOnSimd(network.Unit!)))]));
        context.RegisterSourceOutput(registry, (output, pair) => HostOutput.Add(output,
            [new($"{Naming.Registry}.g.cs", RegistryEmitter.Emit(pair.Left.Experiments, pair.Left.Sweeps, pair.Right.RootNamespace))]));
        context.RegisterSourceOutput(compiled.Select((result, _) => result.Diagnostics).WithTrackingName(nameof(Stages.Diagnostics)), HostOutput.Report);
        context.RegisterSourceOutput(unused, HostOutput.Report);
        context.RegisterSourceOutput(sweeps.Select((result, _) => result.Diagnostics), HostOutput.Report);
        context.RegisterSourceOutput(clashes.Select((all, _) => all.Select(SpecCompiler.Diagnostic).ToEquatableArray()), HostOutput.Report);
    }
}
