using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Makemore.Generators.Graphs;
using Makemore.Generators.Specs;
using Makemore.Generators.Sweeps;

namespace Makemore.Generators;

/// <summary>
/// The networks of a sweep: one for all points that agree on what the structure depends on. A point whose structure is that
/// of its experiment runs on the experiment's own class.
/// </summary>
internal static class SweepNetworks
{
    private const int MostNetworks = 64;
    private const string Dropout = "regularization.dropout";
    private const string ModelType = "model.type";
    private const string ModelPrefix = "model.";

    /// <summary>The networks, in the order of the experiments and their points.</summary>
    public static EquatableArray<NetworkUnit> Of(SweepPoints points, SpecFile file, TypeName sweep)
    {
        // Files are told apart without regard to case.
        var names = new HashSet<string>(GeneratedNames.OfSweep, StringComparer.OrdinalIgnoreCase) { sweep.Class };
        return Networks(points).Select(network => Unit(network, points, file, sweep, names)).ToEquatableArray();
    }

    /// <summary>Reports where the values make more networks than a build should.</summary>
    public static void Report(SweepPoints points, DiagnosticBag diagnostics)
    {
        var made = Networks(points).Where(network => !network.IsOwn).ToList();
        var structural = points.Spec.Axes.Where(axis => points.Experiments.Any(experiment =>
            SweepPoints.IsFor(axis, experiment) && IsStructural(axis.Path, experiment.Graph))).ToList();
        // Of a range that is too long, and of too many together, not every point was compiled.
        var count = Math.Max(made.Count, points.Experiments.Max(experiment => (double?)structural
            .Where(axis => SweepPoints.IsFor(axis, experiment)).Aggregate(1.0, (product, axis) => product * CountOf(axis))) ?? 0);
        if (made.Count > MostNetworks || count > SweepPoints.MostPoints)
        {
            diagnostics.Report(
                Rules.TooManyNetworks, structural[0].Key.Location, SpecText.Format(count), SpecText.Format(MostNetworks),
                SpecForms.List(structural.Select(axis => axis.Path).Distinct(), "and"));
        }
    }

    private static IEnumerable<Network> Networks(SweepPoints points) => points.Experiments.SelectMany(experiment => Of(experiment, points));

    // Of dropout the structure holds only whether there is any.
    private static double CountOf(SweepAxis axis) => axis switch
    {
        { Path: Dropout } => 2,
        { Values: ListedValues listed } => listed.Items.Count,
        { Values: RangeValues { IsInteger: true } range } => Number(range.Maximum) - Number(range.Minimum) + 1,
        _ => 1,
    };

    private static double Number(SpecScalar scalar) => SpecText.TryNumber(scalar.Text, out var number) ? number : 0;

    /// <summary>Whether another value of a key needs another class, in a network.</summary>
    public static bool IsStructural(string path, ModelGraph? graph)
    {
        if (!path.StartsWith(ModelPrefix, StringComparison.Ordinal))
        {
            return path == Dropout || SpecKeys.Find(path) is { IsOverridable: false };
        }

        // What is no hyperparameter is the model itself.
        return graph is null || Hyperparameter(path, graph) is not { IsConstant: false };
    }

    /// <summary>The hyperparameter of a key, or null.</summary>
    public static Hyperparameter? Hyperparameter(string path, ModelGraph graph) =>
        graph.Hyperparameters.FirstOrDefault(one => ModelPrefix + HyperparametersEmitter.NameOf(one.Name) == path);

    private static IEnumerable<Network> Of(SweptExperiment experiment, SweepPoints points) => points.All
        .Where(point => point.Experiment == experiment && point.IsRight)
        .GroupBy(Structure)
        .Select(group => new Network(
            experiment, group.First(), group.Key, group.Key.All(item => item.Value == OwnValue(item.Path, experiment))));

    private static EquatableArray<Choice> Structure(CompiledPoint point) => point.Values
        .Where(value => IsStructural(value.Axis.Path, point.Graph))
        .Select(value => new Choice(value.Axis.Path, Token(value.Axis.Path, value.Text)))
        .ToEquatableArray();

    private static string Token(string path, string text) => path != Dropout ? text : text == "0" ? "0" : "some";

    private static string? OwnValue(string path, SweptExperiment experiment)
    {
        if (path == ModelType)
        {
            return experiment.Spec.Model.Type;
        }

        if (!path.StartsWith(ModelPrefix, StringComparison.Ordinal))
        {
            return experiment.Spec.Find(path)?.Text is { } text ? Token(path, text) : null;
        }

        return experiment.Graph is { } graph ? Hyperparameter(path, graph)?.Text : null;
    }

    private static NetworkUnit Unit(Network network, SweepPoints points, SpecFile file, TypeName sweep, HashSet<string> names)
    {
        var experiment = network.Experiment;
        var own = Naming.Of(experiment.Source.Name, sweep.RootNamespace);
        var where = network.Structure.Select(item => new ConditionUnit(item.Path, points.All
            .Where(point => point.Experiment == experiment)
            .SelectMany(point => point.Values.Where(value => value.Axis.Path == item.Path && Token(item.Path, value.Text) == item.Value))
            .Select(value => value.Text).Distinct().ToEquatableArray())).ToEquatableArray();
        if (network.IsOwn)
        {
            return new(experiment.Source.Name, own, null, where);
        }

        var name = Naming.Identifier(own.Class + string.Concat(network.Structure.Select(item =>
            "-" + NameOf(item.Path) + "-" + item.Value.Replace('.', '_').Replace('/', '_'))));
        while (!names.Add(name))
        {
            name += "_";
        }

        var type = new TypeName(sweep.Namespace, name, $"{sweep.HintName.Substring(0, sweep.HintName.Length - ".g.cs".Length)}.{name}.g.cs", name)
        {
            Outer = sweep.Class,
            RootNamespace = sweep.RootNamespace,
        };
        var unit = SpecCompiler.Unit(network.Point.Spec!, file.RelativePath, type, network.Point.Graph) with
        {
            Description = $"{experiment.Source.Name} with {string.Join(", ", network.Structure.Select(item => $"{item.Path} {item.Value}"))}",
        };
        return new(experiment.Source.Name, own, unit, where);
    }

    // `tokenizer.type` is the tokenizer.
    private static string NameOf(string path) => path.Split('.').Last(part => part is not ("type" or "name" or "path"));

    private sealed record Choice(string Path, string Value);

    private sealed record Network(SweptExperiment Experiment, CompiledPoint Point, EquatableArray<Choice> Structure, bool IsOwn);
}
