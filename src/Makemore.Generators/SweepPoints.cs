using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Graphs;
using Makemore.Generators.Specs;
using Makemore.Generators.Sweeps;

namespace Makemore.Generators;

/// <summary>An experiment that a sweep is over, as its own spec gives it.</summary>
/// <param name="source">The specs.</param>
/// <param name="spec">The settings.</param>
/// <param name="graph">The network; null where it is counted.</param>
internal sealed class SweptExperiment(SpecSource source, ExperimentSpec spec, ModelGraph? graph)
{
    /// <summary>The specs.</summary>
    public SpecSource Source { get; } = source;

    /// <summary>The settings.</summary>
    public ExperimentSpec Spec { get; } = spec;

    /// <summary>The network; null where it is counted.</summary>
    public ModelGraph? Graph { get; } = graph;

    /// <summary>The experiment; null where its own spec is wrong.</summary>
    public static SweptExperiment? Of(SpecSource source, ProjectOptions project)
    {
        var (spec, graph, diagnostics) = SpecCompiler.Analyse(source.Chain, source.Libraries, project, Backends.For(project));
        return spec is null || diagnostics.Any(diagnostic => diagnostic.Rule.IsError) ? null : new(source, spec, graph);
    }
}

/// <summary>A point of a sweep that was compiled.</summary>
/// <param name="Experiment">What it is a point of.</param>
/// <param name="Values">Its values.</param>
/// <param name="Spec">The settings; null where they are wrong.</param>
/// <param name="Graph">The network; null where it is counted or wrong.</param>
/// <param name="Own">What is wrong with its values.</param>
/// <param name="Elsewhere">What is wrong with the experiment where it has these values.</param>
internal sealed record CompiledPoint(
    SweptExperiment Experiment, EquatableArray<AxisPoint> Values, ExperimentSpec? Spec, ModelGraph? Graph,
    EquatableArray<DiagnosticInfo> Own, EquatableArray<DiagnosticInfo> Elsewhere)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsRight => Spec is not null && Own.Count + Elsewhere.Count == 0;
}

/// <summary>The points of a sweep: those of a grid, or where there are too many of them each value of each axis.</summary>
internal sealed class SweepPoints
{
    /// <summary>A build should not be felt, and a point takes about half a millisecond.</summary>
    public const int MostPoints = 1000;

    // A range is tried as a whole where it is this short, else at its ends.
    private const int ShortRange = 12;

    /// <summary>Compiles the points.</summary>
    public SweepPoints(SweepSpec spec, SpecFile file, EquatableArray<SweptExperiment> experiments, ProjectOptions project)
    {
        (Spec, Experiments) = (spec, experiments);
        All = experiments.SelectMany(experiment => ValuesOf(experiment).Select(values => Compile(experiment, file, values, project)))
            .ToEquatableArray();
    }

    /// <summary>The sweep.</summary>
    public SweepSpec Spec { get; }

    /// <summary>The experiments.</summary>
    public EquatableArray<SweptExperiment> Experiments { get; }

    /// <summary>The points that were compiled.</summary>
    public EquatableArray<CompiledPoint> All { get; }

    /// <summary>Whether an axis is for an experiment.</summary>
    public static bool IsFor(SweepAxis axis, SweptExperiment experiment) =>
        axis.Over.Count == 0 || axis.Over.Any(pattern => Glob.IsMatch(pattern.Text, experiment.Source.Name));

    /// <summary>Reports what is wrong: a value at its place, and what only goes wrong together at one of the values.</summary>
    public void Report(DiagnosticBag diagnostics)
    {
        foreach (var group in All.SelectMany(point => point.Own.Select(diagnostic => (Diagnostic: diagnostic, point.Experiment)))
            .GroupBy(item => item.Diagnostic.Location))
        {
            var wrong = group.Select(item => item.Experiment).Distinct().ToList();
            var axis = Spec.Axes.FirstOrDefault(axis => axis.Key.Location == group.Key);
            if (axis is not null && Experiments.Count(experiment => IsFor(axis, experiment)) > wrong.Count)
            {
                diagnostics.Report(
                    Rules.AxisOfOthers, group.Key, axis.Path,
                    string.Join("`, `", wrong.Select(experiment => experiment.Source.Name)), group.First().Diagnostic.Message);
            }
            else
            {
                foreach (var (diagnostic, _) in group)
                {
                    diagnostics.Add(Setting(axis, diagnostic) is { } key
                        ? new(Rules.NoAxis, group.Key, [axis!.Key.Text, $"the model has no such number. Did you mean `{key}`?"]) : diagnostic);
                }
            }
        }

        var fitting = new HashSet<AxisPoint>(All.Where(point => point.Elsewhere.Count == 0).SelectMany(point => point.Values));
        foreach (var group in All.Where(point => point.Own.Count == 0 && point.Elsewhere.Count > 0)
            .GroupBy(point => Blamed(point, fitting).Value.Location))
        {
            var point = group.First();
            var others = group.Count() - 1;
            diagnostics.Report(
                Rules.PointDoesNotFit, group.Key,
                $"`{string.Join(", ", point.Values.Select(value => $"{value.Axis.Key.Text}: {value.Text}"))}`",
                point.Experiment.Source.Name,
                others == 0 ? "" : others == 1 ? ", and neither does another one" : $", and neither do {others} others",
                point.Elsewhere[0].Message);
        }
    }

    // `learning-rate` is no number of the model, but the last part of a setting.
    private static string? Setting(SweepAxis? axis, DiagnosticInfo diagnostic) => diagnostic.Rule != Rules.UnknownArgument || axis is null ? null
        : SpecKeys.All.Where(key => key.Name == axis.Key.Text && key.Section.Length > 0).Select(key => key.Path).FirstOrDefault();

    // A value that fits nowhere is to blame; else the last one that the network depends on.
    private static AxisPoint Blamed(CompiledPoint point, HashSet<AxisPoint> fitting) =>
        point.Values.LastOrDefault(value => !fitting.Contains(value))
        ?? point.Values.LastOrDefault(value => IsOfNetwork(value.Axis))
        ?? point.Values[point.Values.Count - 1];

    private static bool IsOfNetwork(SweepAxis axis) => axis.Path.Split('.')[0] is "model" or "context" or "tokenizer" or "dataset";

    private static CompiledPoint Compile(
        SweptExperiment experiment, SpecFile file, EquatableArray<AxisPoint> values, ProjectOptions project)
    {
        if (values.Count == 0)
        {
            return new(experiment, values, experiment.Spec, experiment.Graph, [], []);
        }

        var (spec, graph, diagnostics) = SpecCompiler.Analyse(
            PointLayer.Over(experiment.Source.Chain, file, values), experiment.Source.Libraries, project, Backends.For(project));
        var errors = diagnostics.Where(diagnostic => diagnostic.Rule.IsError).ToLookup(diagnostic => diagnostic.Location.File == file.Path);
        return new(
            experiment, values, spec is null ? null : spec with { Name = experiment.Spec.Name, Description = experiment.Spec.Description },
            graph, errors[true].ToEquatableArray(), errors[false].ToEquatableArray());
    }

    private IEnumerable<EquatableArray<AxisPoint>> ValuesOf(SweptExperiment experiment)
    {
        var most = Math.Max(MostPoints / Experiments.Count, 1);
        var axes = Spec.Axes.Where(axis => IsFor(axis, experiment)).Select(axis => Values(axis, experiment)).ToList();
        if (Product(axes) <= most)
        {
            return Grid(axes);
        }

        // Each structure is a class of its own, so that all of them have to be there; of other values each is tried once.
        var structure = axes.Select(values => IsStructural(values[0].Axis, experiment) ? values : [values[0]]).ToList();
        var first = axes.Select(values => values[0]).ToList();
        return (Product(structure) <= MostPoints ? Grid(structure) : [])
            .Concat(axes.SelectMany((values, index) => values.Select(value =>
                first.Select((other, place) => place == index ? value : other).ToEquatableArray())))
            .Distinct();
    }

    private static double Product(IEnumerable<EquatableArray<AxisPoint>> axes) =>
        axes.Aggregate(1.0, (product, values) => product * values.Count);

    private static IEnumerable<EquatableArray<AxisPoint>> Grid(IEnumerable<EquatableArray<AxisPoint>> axes) =>
        axes.Aggregate((IEnumerable<EquatableArray<AxisPoint>>)[[]], (points, values) =>
            points.SelectMany(point => values.Select(value => point.Append(value).ToEquatableArray())));

    // What a number does in another model, its own compilation tells.
    private bool IsStructural(SweepAxis axis, SweptExperiment experiment) =>
        SweepNetworks.IsStructural(axis.Path, experiment.Graph)
        || (axis.Path.StartsWith("model.", StringComparison.Ordinal) && Spec.Axes.Any(other => other.Path == "model.type"));

    private static EquatableArray<AxisPoint> Values(SweepAxis axis, SweptExperiment experiment)
    {
        if (axis.Values is ListedValues listed)
        {
            return listed.Items.Select(item => new AxisPoint(axis, item)).ToEquatableArray();
        }

        var range = (RangeValues)axis.Values;
        SpecText.TryNumber(range.Minimum.Text, out var minimum);
        SpecText.TryNumber(range.Maximum.Text, out var maximum);
        if (!range.IsInteger)
        {
            // A key of whole numbers takes none between the ends.
            var middle = range.Maximum with { Text = SpecText.Format(minimum + ((maximum - minimum) * 0.618)), Location = range.Location };
            return [new(axis, range.Minimum), new(axis, range.Maximum), new(axis, middle)];
        }

        var isWhole = maximum - minimum < ShortRange || SweepNetworks.IsStructural(axis.Path, experiment.Graph);
        return isWhole && maximum - minimum < MostPoints
            ? Enumerable.Range(0, (int)(maximum - minimum) + 1)
                .Select(index => new AxisPoint(axis, range.Minimum with
                {
                    Text = SpecText.Format((long)minimum + index),
                    Location = index == 0 ? range.Minimum.Location
                        : minimum + index < maximum ? range.Location : range.Maximum.Location,
                })).ToEquatableArray()
            : [new(axis, range.Minimum), new(axis, range.Maximum)];
    }
}
