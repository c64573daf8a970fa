using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Makemore.Generators.Specs;
using Makemore.Generators.Sweeps;

namespace Makemore.Generators;

/// <summary>What compiling a sweep gives.</summary>
/// <param name="Named">The sweep by its name.</param>
/// <param name="Unit">What its code is made from; null where an error stands in the way.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record SweepResult(NamedSpec Named, SweepUnit? Unit, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>
/// Compiles sweeps: every point of a grid is compiled as a spec that extends its experiment's, so that what cannot run is
/// found before anything does.
/// </summary>
public static class SweepCompiler
{
    /// <summary>Compiles a sweep.</summary>
    public static SweepResult Compile(SweepSource source, ProjectOptions project)
    {
        var diagnostics = new DiagnosticBag();
        var file = source.Spec.File;
        var spec = SweepBinder.Bind(source.Spec, diagnostics);
        ReportMissing(spec, source, diagnostics);
        var unit = spec is null ? null : Unit(spec, source, project, diagnostics);
        return new(new(file.Path, file.RelativePath, file.Name), diagnostics.HasErrors ? null : unit, diagnostics.ToArray());
    }

    private static void ReportMissing(SweepSpec? spec, SweepSource source, DiagnosticBag diagnostics)
    {
        var patterns = spec is null ? [] : spec.Over.Concat(spec.Axes.SelectMany(axis => axis.Over));
        foreach (var pattern in patterns.Where(pattern => !source.Swept.Any(swept => Glob.IsMatch(pattern.Text, swept.Name))))
        {
            var names = source.Names.Concat(source.Swept.Select(swept => swept.Name));
            var closest = Suggestions.Closest(pattern.Text, names)
                ?? names.FirstOrDefault(name => name.EndsWith("/" + pattern.Text, StringComparison.Ordinal));
            diagnostics.Report(Rules.UnknownExperiment, pattern.Location, pattern.Text, closest is null ? "" : $" Did you mean `{closest}`?");
        }
    }

    private static SweepUnit? Unit(SweepSpec spec, SweepSource source, ProjectOptions project, DiagnosticBag diagnostics)
    {
        if (spec.Find("search.type") is null or ChoiceValue { Value: "grid" })
        {
            foreach (var axis in spec.Axes.Where(axis => axis.Values is RangeValues { IsInteger: false }))
            {
                diagnostics.Report(Rules.NoGrid, axis.Values.Location, axis.Path);
            }
        }

        var experiments = source.Swept.Select(swept => SweptExperiment.Of(swept, project)).ToList();
        if (experiments.Exists(experiment => experiment is null))
        {
            // What is wrong with an experiment is said where it is compiled itself.
            return null;
        }

        var points = new SweepPoints(spec, source.Spec.File, [.. experiments.OfType<SweptExperiment>()], project);
        points.Report(diagnostics);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        var type = Naming.Of(spec.Name, project.RootNamespace);
        var networks = SweepNetworks.Of(points, source.Spec.File, type, diagnostics);
        return new(
            spec.Name,
            source.Spec.File.RelativePath,
            type,
            spec.Description,
            spec.Settings,
            source.Swept.Select(swept => swept.Name).ToEquatableArray(),
            spec.Axes.Select(axis => SweepAxes.Of(axis, points)).ToEquatableArray(),
            networks);
    }
}
