using Makemore.Charts.Pictures;

namespace Makemore.Charts.Studies;

/// <summary>The charts of a study, as files.</summary>
internal static class StudyCharts
{
    /// <summary>Draws those charts that the data are enough for, each as SVG and as PNG.</summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    /// <param name="data">What is drawn.</param>
    /// <param name="warned">Is told why nothing is drawn, where the library that draws has no native part.</param>
    /// <exception cref="Runtime.MakemoreException">The folder cannot be written to, or the disk is full.</exception>
    public static void Draw(string folder, StudyChartData data, Action<string> warned) => Picture.Attempt(
        $"The study {data.Name}",
        () =>
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, sheet) in Sheets(data))
            {
                sheet?.ToPicture().Save(Path.Combine(folder, name));
            }
        },
        warned);

    private static IEnumerable<(string Name, Sheet? Sheet)> Sheets(StudyChartData data) =>
    [
        ("objective", ObjectiveChart.Of(data)),
        ("axes", AxesChart.Of(data)),
        ("contour", ContourChart.Of(data)),
        ("parallel", ParallelChart.Of(data)),
        ("importance", ImportanceChart.Of(data)),
        ("curves", CurvesChart.Of(data)),
    ];
}
