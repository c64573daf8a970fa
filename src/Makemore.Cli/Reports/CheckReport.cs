using System.Globalization;
using System.Text.Json.Serialization;
using Makemore.Cli.Terminals;
using Makemore.Runtime;
using Makemore.Runtime.Display;
using Makemore.Runtime.Specs;

namespace Makemore.Cli.Reports;

/// <summary>One figure beside what the spec expects.</summary>
internal sealed record CheckRow(
    string Name, string Metric, double Expected, double Tolerance, double? Found, bool? Ok, string? Reason = null)
{
    /// <summary>The exit code that it asks for.</summary>
    [JsonIgnore]
    public int Code { get; init; }

    /// <summary>A figure that was measured, or is missing from the run.</summary>
    public static CheckRow Of(string name, Expectation expectation, double? found)
    {
        // A tolerance is meant to be reached: 0.1 +- 0.05 holds 0.15, whatever binary fractions make of it.
        var ok = found is { } value && Math.Abs(value - expectation.Value) <= expectation.Tolerance * (1 + 1e-9);
        return new(name, Describe(expectation), expectation.Value, expectation.Tolerance, found, ok) { Code = ok ? 0 : 1 };
    }

    /// <summary>A figure whose dataset cannot be had.</summary>
    public static CheckRow Skipped(string name, Expectation expectation, string reason) =>
        new(name, Describe(expectation), expectation.Value, expectation.Tolerance, null, null, reason) { Code = 2 };

    /// <summary>A figure whose run failed.</summary>
    public static CheckRow Failed(string name, Expectation expectation, MakemoreException exception) =>
        new(name, Describe(expectation), expectation.Value, expectation.Tolerance, null, false, exception.Message)
        {
            Code = 1,
        };

    private static string Describe(Expectation expectation) => expectation.Step is { } step
        ? string.Create(CultureInfo.InvariantCulture, $"{SettingText.Of(expectation.Figure)} of step {step}")
        : SettingText.Of(expectation.Figure);
}

/// <summary>The figures of experiments beside what their specs expect.</summary>
/// <param name="Checks">All figures.</param>
/// <param name="WithoutExpectations">Experiments that were named but expect nothing.</param>
/// <param name="AllowMissingData">Whether a dataset that cannot be had is no error.</param>
internal sealed record CheckReport(
    IReadOnlyList<CheckRow> Checks,
    IReadOnlyList<string> WithoutExpectations,
    [property: JsonIgnore] bool AllowMissingData) : Report
{
    /// <summary>Whether every figure that was checked is as expected, and none was skipped without leave.</summary>
    public bool Ok => ExitCode == 0;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int ExitCode =>
        Checks.Any(check => check.Ok == false) ? 1
        : Checks.Any(check => check.Ok is null) && !AllowMissingData ? 2
        : 0;

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        foreach (var name in WithoutExpectations)
        {
            terminal.WriteLine($"{name} expects nothing.");
        }

        if (Checks.Count == 0)
        {
            terminal.WriteLine("There is nothing to check: no spec has an `expect`.");
            return;
        }

        var table = Tables.Of("name", "metric", ">expected", ">found", "ok");
        foreach (var check in Checks)
        {
            table.AddTexts(check.Name, check.Metric, Expected(check), Figures.Measured(check.Found, check.Expected),
                Verdict(check));
        }

        terminal.Write(table);
        terminal.WriteLine();
        terminal.WriteLine(Summary());
    }

    private static string Expected(CheckRow check) => check.Tolerance == 0
        ? Figures.Exact(check.Expected)
        : $"{Figures.Exact(check.Expected)} ± {Figures.Exact(check.Tolerance)}";

    private static string Verdict(CheckRow check) => check.Ok switch { true => "ok", false => "FAILED", null => "skipped" };

    private string Summary()
    {
        var failed = Checks.Count(check => check.Ok == false);
        var skipped = Checks.Count(check => check.Ok is null);
        var hint = skipped > 0 && !AllowMissingData ? " (missing data is an error without --allow-missing-data)" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{Checks.Count - failed - skipped} ok, {failed} failed, {skipped} skipped{hint}");
    }
}
