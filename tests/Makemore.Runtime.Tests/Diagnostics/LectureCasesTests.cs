using System.Runtime.CompilerServices;
using Makemore.Runtime.Data;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Diagnostics;

/// <summary>The four networks of lecture 3, with the diagnoses that the lecture gives.</summary>
public sealed class LectureCasesTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Theory]
    [InlineData("no-gain", new[] { FindingKind.ShrinkingActivations })]
    [InlineData("with-gain", new FindingKind[0])]
    [InlineData("too-large", new[] { FindingKind.Saturated, FindingKind.Saturated, FindingKind.Saturated, FindingKind.Saturated, FindingKind.Saturated, FindingKind.UnevenGradients })]
    [InlineData("batchnorm", new FindingKind[0])]
    public void A_case_has_the_diagnosis_of_the_lecture(string name, FindingKind[] warnings)
    {
        var rows = Observe(name, PlanOf(name, "given-names"), folder.Options);

        Assert.Equal(warnings, Diagnosis.Of(rows).Where(finding => finding.Severity == Severity.Warning).Select(finding => finding.Kind));
        // The last layer alone begins ten times as fast, as the lecture remarks, unless it is normalized.
        Assert.Equal(name == "batchnorm" ? [] : ["linear.weight"], Diagnosis.Of(rows).Where(finding => finding.Kind == FindingKind.SteepMatrix).Select(finding => finding.Subject));
    }

    [Fact]
    public void A_network_without_gain_shrinks_to_half_of_the_deviation()
    {
        var first = Observe("no-gain", PlanOf("no-gain", "given-names"), folder.Options)[0];

        Assert.InRange(first.Layers[^1].Values.Deviation / first.Layers[0].Values.Deviation, 0.4, 0.6);
        Assert.InRange(first.Layers[^1].Saturation!.Value, 0, 0.01);
    }

    [Theory]
    // As the lecture prints them: the deviation and the saturation of each tanh.
    [InlineData("with-gain", new[] { 0.75, 0.69, 0.67, 0.66, 0.66 }, new[] { 20.25, 8.38, 6.62, 5.47, 6.12 })]
    [InlineData("no-gain", new[] { 0.62, 0.48, 0.41, 0.35, 0.32 }, new[] { 3.50, 0.03, 0.06, 0.00, 0.00 })]
    [InlineData("too-large", new[] { 0.85, 0.84, 0.84, 0.84, 0.84 }, new[] { 47.66, 40.47, 42.38, 42.00, 42.41 })]
    public void The_figures_are_those_of_the_lecture(string name, double[] deviations, double[] saturations)
    {
        Names.Find();

        var first = Observe(name, PlanOf(name, "names"), DataOptions.FromEnvironment("."))[0];

        Assert.Equal(deviations, first.Layers.Select(layer => Math.Round(layer.Values.Deviation, 2)));
        Assert.Equal(saturations, first.Layers.Select(layer => Math.Round(100 * layer.Saturation!.Value, 2, MidpointRounding.ToEven)));
    }

    [Theory]
    [InlineData("no-gain", "Without gain")]
    [InlineData("with-gain", "Gain 5/3")]
    [InlineData("too-large", "Gain 3: too large")]
    [InlineData("batchnorm", "Batch normalization, without gain")]
    public void The_pictures_of_the_page_are_those_of_the_runs(string name, string title)
    {
        Names.Find();
        var plan = PlanOf(name, "names");
        var rows = Observe(name, plan with { Spec = plan.Spec with { Diagnostics = new() { Every = 5 } } }, DataOptions.FromEnvironment("."));

        var path = PictureOf(name);
        var picture = DiagnosticsPicture.Draw(title, rows);
        if (Environment.GetEnvironmentVariable("MAKEMORE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, picture);
        }

        Assert.Equal(File.ReadAllText(path), picture);
    }

    public void Dispose() => folder.Dispose();

    private static string PictureOf(string name, [CallerFilePath] string test = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, "../../../docs/pictures", $"diagnosing-{name}.svg"));

    private static RunPlan PlanOf(string name, string dataset)
    {
        var plan = RunPlan.Of(Experiments.All.Single(experiment => experiment.Name.EndsWith($"/diagnostics/{name}", StringComparison.Ordinal)));
        return plan with { Spec = plan.Spec with { Name = name, Dataset = new() { Name = dataset }, Diagnostics = new() { Every = 50 } } };
    }

    private IReadOnlyList<Observation> Observe(string name, RunPlan plan, DataOptions data)
    {
        var options = new RunnerOptions(Path.Combine(folder.Path, name), data);
        var result = Runner.Run(plan, options, ITrainingObserver.Silent, TestContext.Current.CancellationToken);
        return DiagnosticsLog.Read(Path.Combine(result.Folder!, RunFolder.DiagnosticsName));
    }
}
