using System.Buffers.Binary;
using System.Xml.Linq;
using Makemore.Charts.Pictures;
using Makemore.Charts.Studies;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Data;
using ScottPlot;
using Xunit;

namespace Makemore.Runtime.Tests.Charts;

public sealed class StudyChartsTests
{
    private static readonly string[] All = ["axes", "contour", "curves", "importance", "objective", "parallel"];
    private static readonly StudyChartData Study = TestStudies.Of(40);

    [Fact]
    public void Each_chart_is_written_twice_and_always_with_the_same_bytes()
    {
        using var folder = new TestFolder();
        var (first, second) = (Path.Combine(folder.Path, "first"), Path.Combine(folder.Path, "second"));

        Draw(first, Study);
        Draw(second, TestStudies.Of(40));

        Assert.Equal(All.SelectMany(name => new[] { $"{name}.png", $"{name}.svg" }), Names(first));
        Assert.All(Names(first), name => Assert.Equal(
            File.ReadAllBytes(Path.Combine(first, name)), File.ReadAllBytes(Path.Combine(second, name))));
    }

    [Fact]
    public void A_png_has_the_pixels_of_its_svg_at_double_density()
    {
        using var folder = new TestFolder();

        Draw(folder.Path, Study);

        foreach (var name in All)
        {
            var svg = XDocument.Load(Path.Combine(folder.Path, $"{name}.svg")).Root!;
            var png = File.ReadAllBytes(Path.Combine(folder.Path, $"{name}.png"));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
            Assert.Equal(Picture.Density * (int)svg.Attribute("width")!, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
            Assert.Equal(Picture.Density * (int)svg.Attribute("height")!, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        }
    }

    [Fact]
    public void Each_trial_has_the_mark_of_its_end()
    {
        var svg = Svg(ObjectiveChart.Of(Study));

        // One more of each stands in the key.
        Assert.Equal((25, 12, 3), (Study.Finished.Length, Study.Pruned.Length, Study.Failed.Length));
        Assert.Equal(25 + 1, Marks(svg, "ellipse", "fill", ChartStyle.Blue));
        Assert.Equal(12 + 1, Marks(svg, "path", "stroke", ChartStyle.Orange));
        Assert.Equal(3 + 1, Marks(svg, "path", "stroke", ChartStyle.Vermilion));
        Assert.Contains("Dev loss by trial: best 2.0927 (trial 26)", Texts(svg));
        Assert.Contains("sweeps/mlp-size: 25 finished, 12 pruned, 3 failed", Texts(svg));
        Assert.Contains("dev loss (nats per token)", Texts(svg));
        Assert.All(Elements(svg, "text"), text => Assert.Matches("""^[-0-9.e]+(, [-0-9.e]+)*$""", text.Attribute("x")!.Value));
    }

    [Fact]
    public void Each_axis_has_a_plot_with_every_trial_and_marks_of_its_own()
    {
        var svg = Svg(AxesChart.Of(Study));

        Assert.Equal((4 * 25) + 1, Marks(svg, "ellipse", "fill", ChartStyle.Blue));
        Assert.Equal((4 * 12) + 1, Marks(svg, "path", "stroke", ChartStyle.Orange));
        Assert.Superset(
            new HashSet<string>(["learning-rate (log scale)", "0.001", "0.01", "0.1", "1", "hidden (log scale)", "20", "500",
                "smoothing.type", "kneser-ney", "bias", "true", "false"]),
            Texts(svg));
    }

    [Fact]
    public void The_contour_is_over_the_two_most_important_axes()
    {
        var svg = Svg(ContourChart.Of(Study with
        {
            Importances = [(TestStudies.Bias, 0.1), (TestStudies.Smoothing, 0.2), (TestStudies.Rate, 0.3)],
        }));

        Assert.Contains("Dev loss over learning-rate and smoothing.type", Texts(svg));
        Assert.Contains("jelinek-mercer", Texts(svg));
        Assert.DoesNotContain("bias", Texts(svg));
        // A disc has a white edge; one more stands in the key, and two rings show the best.
        Assert.Equal(25 + 1, Elements(svg, "ellipse").Count(node => node.Attribute("fill")?.Value != "none"));
    }

    [Fact]
    public void A_line_for_each_trial_crosses_the_parallel_axes()
    {
        var svg = Svg(ParallelChart.Of(Study));

        // Four axes and the objective are five places on the way; pruned trials have no objective, and the best is drawn twice.
        Assert.Equal(25 + 1, Elements(svg, "path").Count(node => Corners(node) == 5));
        Assert.Equal(12, Elements(svg, "path").Count(node => Corners(node) == 4));
        Assert.Superset(new HashSet<string>(["learning-rate", "hidden", "smoothing.type", "bias", "dev loss"]), Texts(svg));
    }

    [Fact]
    public void The_most_important_axis_has_the_uppermost_bar()
    {
        var svg = Svg(ImportanceChart.Of(Study));
        var bars = Elements(svg, "rect").Where(node => Is(node, "fill", ChartStyle.Blue))
            .OrderBy(node => (double)node.Attribute("y")!).Select(node => (double)node.Attribute("width")!).ToList();

        Assert.Equal([1, 0.21 / 0.58, 0.09 / 0.58, 0.02 / 0.58], bars.Select(width => Math.Round(width / bars[0], 4)),
            (expected, width) => Math.Abs(expected - width) < 0.005);
        Assert.Superset(new HashSet<string>(["learning-rate", "58.0%", "hidden", "21.0%"]), Texts(svg));
    }

    [Fact]
    public void A_curve_ends_where_its_trial_was_given_up()
    {
        var svg = Svg(CurvesChart.Of(Study));
        var corners = Elements(svg, "path").Select(Corners).ToList();

        // The dev loss was measured each 500 steps: to 20,000, to 5,000 and 2,500 where pruned, to 3,000 where failed.
        Assert.Equal(25 + 1, corners.Count(count => count == 41));
        Assert.Equal(12, corners.Count(count => count is 11 or 6));
        Assert.Equal(3, corners.Count(count => count == 7));
        Assert.Equal(12 + 1, Marks(svg, "path", "stroke", ChartStyle.Orange));
    }

    [Fact]
    public void What_is_not_finite_is_left_out_and_counted()
    {
        var study = Study with
        {
            Trials = [.. Study.Trials.Select(trial => trial.Number switch
            {
                0 => trial with { Objective = double.NaN },
                26 => trial with { Objective = double.NegativeInfinity },
                _ => trial,
            })],
        };
        var svg = Svg(ObjectiveChart.Of(study));

        Assert.Equal(23 + 1, Marks(svg, "ellipse", "fill", ChartStyle.Blue));
        Assert.Contains("Left out: 2 without a finite dev loss.", Texts(svg));
        Assert.Equal(9, study.Best!.Trial.Number);
    }

    [Fact]
    public void One_trial_that_is_far_worse_stands_at_the_edge()
    {
        var values = Enumerable.Range(0, 20).Select(index => 2 + (index * 0.01)).ToList();
        var lower = new ObjectiveScale([.. values, 1000], Direction.Minimize);
        var higher = new ObjectiveScale([.. values.Select(value => -value), -1000], Direction.Maximize);

        Assert.Equal((1, 2.0), (lower.Cut, lower.Least));
        Assert.InRange(lower.Greatest, 2.19, 3);
        Assert.Equal(lower.Greatest, lower.Within(1000));
        Assert.Equal((1, -2.0, -lower.Greatest), (higher.Cut, higher.Greatest, higher.Least));
        Assert.Equal(lower.Color(2.1), higher.Color(-2.1));
        Assert.Equal(0, new ObjectiveScale(values, Direction.Minimize).Cut);
    }

    [Fact]
    public void A_study_without_a_finished_trial_shows_what_there_is()
    {
        using var folder = new TestFolder();
        var study = Study with { Trials = [.. Study.Trials.Where(trial => trial.State != TrialState.Finished)], Importances = [] };

        Draw(folder.Path, study);

        Assert.Equal(
            ["axes.svg", "curves.svg", "objective.svg"],
            Names(folder.Path).Where(name => name.EndsWith(".svg", StringComparison.Ordinal)));
        Assert.Contains("Dev loss by trial: no trial is finished", Texts(Svg(ObjectiveChart.Of(study))));
    }

    [Fact]
    public void Nothing_is_drawn_of_a_study_that_has_not_begun()
    {
        using var folder = new TestFolder();

        Draw(folder.Path, new() { Name = "sweeps/new", Space = Study.Space, Trials = [] });

        Assert.Empty(Names(folder.Path));
    }

    [Fact]
    public void A_study_of_one_trial_has_no_contour()
    {
        Assert.Null(ContourChart.Of(TestStudies.Of(1)));
        Assert.Equal(1 + 1, Marks(Svg(ObjectiveChart.Of(TestStudies.Of(1))), "ellipse", "fill", ChartStyle.Blue));
    }

    [Fact]
    public void A_study_over_one_axis_has_no_contour_and_all_else()
    {
        using var folder = new TestFolder();

        Draw(folder.Path, TestStudies.Of(20, TestStudies.Hidden));

        Assert.Equal(
            ["axes.svg", "curves.svg", "importance.svg", "objective.svg", "parallel.svg"],
            Names(folder.Path).Where(name => name.EndsWith(".svg", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_thousand_trials_have_a_thousand_marks()
    {
        var study = TestStudies.Of(1000);
        var svg = Svg(ObjectiveChart.Of(study));

        Assert.Equal(study.Finished.Length + 1, Marks(svg, "ellipse", "fill", ChartStyle.Blue));
        Assert.Equal(1000, study.Finished.Length + study.Pruned.Length + study.Failed.Length);
    }

    [Fact]
    public void A_trial_without_a_value_on_an_axis_passes_below_it()
    {
        var experiment = new Axis(Axis.Experiment, new AxisDomain.Listed(["a", "b"]));
        var only = TestStudies.Hidden with { Over = ["a"] };
        var study = TestStudies.Of(30, experiment, only, TestStudies.Rate);
        var having = study.Finished.Count(trial => trial.Trial.Point[only.Key] is not null);
        var svg = Svg(AxesChart.Of(study));

        Assert.InRange(having, 1, study.Finished.Length - 1);
        Assert.Equal((2 * study.Finished.Length) + having + 1, Marks(svg, "ellipse", "fill", ChartStyle.Blue));
        Assert.Contains("no value", Texts(Svg(ParallelChart.Of(study))));
    }

    [Fact]
    public void Long_and_odd_names_are_shortened_in_well_formed_xml()
    {
        var odd = new Axis("model.<&\u0007", new AxisDomain.Listed([new string('x', 200) + "1", new string('x', 200) + "2", "\"'>"]));
        var svg = Svg(AxesChart.Of(TestStudies.Of(20, odd, new Axis("smoothing." + new string('y', 200), odd.Domain))));

        Assert.Contains(@"<&\x07", Texts(svg));
        Assert.Contains("\"'>", Texts(svg));
        Assert.All(Texts(svg), text => Assert.True(text.Length < 100));
    }

    private static void Draw(string folder, StudyChartData data) => StudyCharts.Draw(folder, data, message => Assert.Fail(message));

    private static XDocument Svg(Sheet? sheet) => XDocument.Parse(sheet!.ToPicture().ToSvg());

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static IEnumerable<XElement> Elements(XDocument svg, string name) =>
        svg.Descendants().Where(node => node.Name.LocalName == name);

    private static HashSet<string> Texts(XDocument svg) => [.. Elements(svg, "text").Select(node => node.Value.Trim())];

    private static int Marks(XDocument svg, string name, string attribute, Color color) =>
        Elements(svg, name).Count(node => Is(node, attribute, color));

    private static bool Is(XElement node, string attribute, Color color) =>
        string.Equals(node.Attribute(attribute)?.Value, color.ToHex(), StringComparison.OrdinalIgnoreCase);

    private static int Corners(XElement path) => path.Attribute("d")!.Value.Count(letter => letter is 'M' or 'L');
}
