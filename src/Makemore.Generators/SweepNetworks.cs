using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Makemore.Generators.Graphs;
using Makemore.Generators.Specs;

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

    /// <summary>The networks, those of the experiments themselves first.</summary>
    public static EquatableArray<NetworkUnit> Of(SweepPoints points, SpecFile file, TypeName sweep, DiagnosticBag diagnostics)
    {
        var networks = points.Experiments.SelectMany(experiment => Of(experiment, points)).ToList();
        var made = networks.Where(network => !network.IsOwn).ToList();
        if (made.Count > MostNetworks)
        {
            var axes = made.SelectMany(network => network.Structure).Select(item => item.Path).Distinct();
            diagnostics.Report(Rules.TooManyNetworks, points.Spec.Axes[0].Key.Location, SpecText.Format(made.Count), SpecText.Format(MostNetworks), SpecForms.List(axes, "and"));
            return [];
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        return networks.Select(network => Unit(network, points, file, sweep, names)).ToEquatableArray();
    }

    /// <summary>Whether another value of a key needs another class, in a network.</summary>
    public static bool IsStructural(string path, ModelGraph? graph)
    {
        if (!path.StartsWith(ModelPrefix, StringComparison.Ordinal))
        {
            return path == Dropout || SpecKeys.Find(path) is { IsOverridable: false };
        }

        // What is no number of the model is yes or no, or the model itself.
        var name = path.Substring(ModelPrefix.Length);
        return graph?.Hyperparameters.FirstOrDefault(one => HyperparametersEmitter.NameOf(one.Symbol) == name) is not { IsConstant: false };
    }

    private static IEnumerable<Network> Of(SweptExperiment experiment, SweepPoints points) => points.All
        .Where(point => point.Experiment == experiment && point.Spec is not null)
        .GroupBy(Structure)
        .Select(group => new Network(
            experiment, group.First(), group.Key, group.Key.All(item => item.Value == OwnValue(item.Path, experiment))));

    private static EquatableArray<Choice> Structure(CompiledPoint point) => point.Values
        .Where(value => IsStructural(value.Axis.Path, point.Graph))
        .Select(value => new Choice(value.Axis.Path, Token(value.Axis.Path, value.Text)))
        .ToEquatableArray();

    // Of dropout the structure holds only whether there is any.
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

        var name = path.Substring(ModelPrefix.Length);
        return experiment.Graph?.Hyperparameters.FirstOrDefault(one => HyperparametersEmitter.NameOf(one.Symbol) == name) is { } number
            ? SpecText.Format(number.Symbol.Default!.Value)
            : experiment.Spec.Model.Arguments.FirstOrDefault(argument => argument.Key.Text == name)?.Value is SpecScalar scalar
                ? scalar.Text
                : null;
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
            "-" + item.Path.Split('.').Last() + "-" + item.Value.Replace('.', '_').Replace('/', '_'))));
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

    private sealed record Choice(string Path, string Value);

    private sealed record Network(SweptExperiment Experiment, CompiledPoint Point, EquatableArray<Choice> Structure, bool IsOwn);
}
