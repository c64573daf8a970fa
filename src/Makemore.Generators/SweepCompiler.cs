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
        var unit = spec is null ? null : Unit(spec, source, project, diagnostics);
        return new(new(file.Path, file.RelativePath, file.Name), diagnostics.HasErrors ? null : unit, diagnostics.ToArray());
    }

    private static void ReportMissing(SweepSpec spec, SweepSource source, DiagnosticBag diagnostics)
    {
        var swept = source.Swept.Select(one => one.Name).ToList();
        foreach (var pattern in spec.Over.Where(IsMissing))
        {
            var names = source.Names.Concat(swept).Distinct().ToList();
            var closest = Suggestions.Closest(pattern.Text, names)
                ?? names.Find(name => name.EndsWith("/" + pattern.Text, StringComparison.Ordinal));
            Report(pattern, "There is no experiment", closest is not null ? $"Did you mean `{closest}`?"
                : "`over` takes names and globs of the project's specs, such as `lectures/part2-mlp` or `ngram/*`.");
        }

        foreach (var pattern in spec.Axes.SelectMany(axis => axis.Over).Where(IsMissing))
        {
            Report(pattern, "The sweep is over no experiment", Suggestions.Closest(pattern.Text, swept) is { } closest
                ? $"Did you mean `{closest}`?" : $"Name it under `{SweepKeys.Section}.{SweepKeys.Over}` too.");
        }

        bool IsMissing(SpecScalar pattern) => !swept.Exists(name => Glob.IsMatch(pattern.Text, name));

        void Report(SpecScalar pattern, string what, string advice) => diagnostics.Report(
            Rules.UnknownExperiment, pattern.Location, what, SpecDescriptions.Shorten(pattern.Text), " " + advice);
    }

    // `hidden` and `model.hidden` are one key, which has one value at a point.
    private static void ReportOverlaps(SweepSpec spec, IEnumerable<SweptExperiment> experiments, DiagnosticBag diagnostics)
    {
        foreach (var axes in experiments.SelectMany(experiment => spec.Axes
            .Where(axis => SweepPoints.IsFor(axis, experiment))
            .GroupBy(axis => axis.Path, StringComparer.Ordinal)).Select(group => group.ToList()))
        {
            foreach (var axis in axes.Skip(1))
            {
                diagnostics.Report(Rules.DuplicateKey, axis.Key.Location, axis.Path, SpecDescriptions.Line(axes[0].Key.Location));
            }
        }
    }

    private static SweepUnit? Unit(SweepSpec spec, SweepSource source, ProjectOptions project, DiagnosticBag diagnostics)
    {
        ReportMissing(spec, source, diagnostics);
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

        ReportOverlaps(spec, experiments.OfType<SweptExperiment>(), diagnostics);
        var points = new SweepPoints(spec, source.Spec.File, [.. experiments.OfType<SweptExperiment>()], project);
        points.Report(diagnostics);
        SweepNetworks.Report(points, diagnostics);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        var type = Naming.Of(spec.Name, project.RootNamespace);
        return new(
            spec.Name,
            source.Spec.File.RelativePath,
            type,
            spec.Description,
            spec.Settings,
            source.Swept.Select(swept => swept.Name).ToEquatableArray(),
            spec.Axes.Select(axis => SweepAxes.Of(axis, points)).ToEquatableArray(),
            SweepNetworks.Of(points, source.Spec.File, type));
    }
}
