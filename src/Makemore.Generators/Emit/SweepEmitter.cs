namespace Makemore.Generators.Emit;

/// <summary>
/// Writes the two files of a sweep: <c>X.g.cs</c> for the reader, with the point and the grid, and <c>X.Spec.g.cs</c> for the
/// runtime, with settings, axes and networks.
/// </summary>
internal static class SweepEmitter
{
    private const string Base = "global::Makemore.Runtime.Sweeps";
    private const string Spaces = "global::Makemore.Runtime.Sweeps.Spaces";
    private const string Immutable = "global::System.Collections.Immutable.ImmutableArray";

    /// <summary>The files of one sweep, those of its networks apart.</summary>
    public static IEnumerable<GeneratedFile> Emit(SweepUnit unit)
    {
        yield return new(unit.Type.HintName, Reader(unit));
        yield return new(unit.Type.SpecHintName, Runtime(unit));
    }

    private static string Reader(SweepUnit unit)
    {
        var properties = PointProperty.Of(unit);
        var hasGrid = SweepGrid.IsOf(unit);
        var writer = ExperimentEmitter.Head(unit.File, unit.Type,
        [
            .. properties.Any(property => property.Kind == AxisKind.Word) ? ["Makemore.Runtime.Specs"] : (string[])[],
            .. hasGrid ? ["System.Collections.Generic", "System.Linq"] : (string[])[],
        ]);
        writer.Summary(unit.Description.Length > 0 ? unit.Description : $"The sweep {unit.Name}.");
        using (writer.Block($"public sealed partial class {unit.Type.Class}"))
        {
            writer.Summary("A point of the sweep: a value for each axis.");
            using (writer.Block("public sealed partial record Point"))
            {
                for (var index = 0; index < properties.Count; index++)
                {
                    var property = properties[index];
                    if (index > 0)
                    {
                        writer.Line();
                    }

                    writer.Line($"/// <summary>{property.Summary}</summary>");
                    writer.Line($"public {(property.IsOptional ? "" : "required ")}{property.Type} {property.Name} {{ get; init; }}");
                }
            }

            if (hasGrid)
            {
                SweepGrid.Write(writer, unit, properties);
            }
        }

        return writer.ToString();
    }

    private static string Runtime(SweepUnit unit)
    {
        var properties = PointProperty.Of(unit);
        var writer = ExperimentEmitter.Head(
            unit.File, unit.Type, properties.Any(property => property.Kind == AxisKind.Word) ? ["Makemore.Runtime.Specs"] : []);
        writer.Line(ExperimentEmitter.Attribute);
        using (writer.Block($"public sealed partial class {unit.Type.Class} : {Base}.Sweep"))
        {
            SpecEmitter.Write(writer, unit);
            WriteSpace(writer, unit);
            WriteNetworks(writer, unit);
            writer.Line();
            writer.Summary("What is run at a point: the experiment with its values.");
            writer.Line($"/// <exception cref=\"global::Makemore.Runtime.MakemoreException\">A value does not fit the experiment.</exception>");
            writer.Line("public global::Makemore.Runtime.Runs.Plans.RunPlan PlanOf(Point point) => PlanOf(point.ToValues());");
            writer.Line();
            writer.Line(ExperimentEmitter.Attribute);
            using (writer.Block("public sealed partial record Point"))
            {
                WriteConversions(writer, properties);
            }
        }

        return writer.ToString();
    }

    private static void WriteSpace(CodeWriter writer, SweepUnit unit)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {Spaces}.SearchSpace Space {{ get; }} = new(");
        using (writer.Brackets(");"))
        {
            if (unit.Experiments.Count > 1)
            {
                writer.Line($"new({Spaces}.Axis.Experiment, {List(unit.Experiments)}),");
            }

            foreach (var axis in unit.Axes)
            {
                var over = axis.Over.Count == 0 ? "" : $" {{ Over = [{string.Join(", ", axis.Over.Select(Literal.Text))}] }}";
                writer.Line($"new({Literal.Text(axis.Path)}, {Domain(axis.Domain)}){over},");
            }
        }
    }

    private static void WriteNetworks(CodeWriter writer, SweepUnit unit)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {Immutable}<{Base}.SweptNetwork> Networks {{ get; }} =");
        using var list = writer.Brackets(";");
        foreach (var network in unit.Networks)
        {
            var instance = network.Unit is { } own ? $"new {own.Type.Class}()" : $"{Registry(unit)}.{network.Base.Property}";
            var where = string.Join(", ", network.Where.Select(condition =>
                $"new({Literal.Text(condition.Path)}, [{string.Join(", ", condition.Values.Select(Literal.Text))}])"));
            writer.Line($"new({instance}){(where.Length == 0 ? "" : $" {{ Where = [{where}] }}")},");
        }
    }

    private static string Registry(SweepUnit unit) =>
        unit.Type.RootNamespace.Length == 0 ? $"global::{Naming.Registry}" : $"global::{unit.Type.RootNamespace}.{Naming.Registry}";

    private static void WriteConversions(CodeWriter writer, IReadOnlyList<PointProperty> properties)
    {
        writer.Summary("The point of these values by key.");
        writer.Line($"public static Point Of({Spaces}.SweepPoint values) => new()");
        using (writer.Block("", ";"))
        {
            foreach (var property in properties)
            {
                var read = $"values.{property.Reader}({Literal.Text(property.Path)})";
                writer.Line($"{property.Name} = {(property.IsOptional ? $"values.Has({Literal.Text(property.Path)}) ? {read} : null" : read)},");
            }
        }

        writer.Line();
        writer.Summary("The values by key, as a spec writes them.");
        writer.Line($"public {Spaces}.SweepPoint ToValues() => {Spaces}.SweepPoint.Empty{(properties.Count == 0 ? ";" : "")}");
        using (writer.Indent())
        {
            for (var index = 0; index < properties.Count; index++)
            {
                writer.Line($".With({Literal.Text(properties[index].Path)}, {properties[index].Name}){(index == properties.Count - 1 ? ";" : "")}");
            }
        }
    }

    private static string Domain(DomainUnit domain) => domain switch
    {
        ListUnit list => List(list.Values),
        RangeUnit { IsInteger: true } range =>
            $"new {Spaces}.AxisDomain.Integers({Literal.Integer((long)range.Minimum)}, {Literal.Integer((long)range.Maximum)}, IsLogarithmic: {Literal.Boolean(range.IsLogarithmic)})",
        RangeUnit range =>
            $"new {Spaces}.AxisDomain.Reals({Literal.Real(range.Minimum)}, {Literal.Real(range.Maximum)}, IsLogarithmic: {Literal.Boolean(range.IsLogarithmic)})",
        _ => throw new InvalidOperationException($"No domain for {domain.GetType().Name}."),
    };

    private static string List(IEnumerable<string> values) =>
        $"new {Spaces}.AxisDomain.Listed([{string.Join(", ", values.Select(Literal.Text))}])";
}
