using System.Text.Json;
using System.Text.Json.Serialization;
using Makemore.Cli.Terminals;

namespace Makemore.Cli.Reports;

/// <summary>
/// What a command has found: with <c>--json</c> its public properties are the object, otherwise it writes itself.
/// </summary>
internal abstract record Report
{
    /// <summary>0 done, 1 failed, 2 bad usage or input, 130 interrupted.</summary>
    [JsonIgnore]
    public virtual int ExitCode => 0;

    /// <summary>Writes it for a reader.</summary>
    public abstract void WriteTo(Terminal terminal);

    /// <summary>Writes it as the terminal asks: for a reader, or as one JSON object.</summary>
    /// <returns>The exit code.</returns>
    public virtual int Show(Terminal terminal)
    {
        if (terminal.IsJson)
        {
            terminal.WriteLine(JsonSerializer.Serialize(this, GetType(), ReportJson.Default));
        }
        else
        {
            WriteTo(terminal);
        }

        return ExitCode;
    }
}

/// <summary>A command that could not be done.</summary>
/// <param name="Error">What was found, what was expected, and what to do.</param>
/// <param name="Code">The exit code.</param>
internal sealed record ErrorReport(string Error, [property: JsonIgnore] int Code) : Report
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override int ExitCode => Code;

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal) => terminal.Warn("error: " + Error);
}

/// <summary>
/// Writes reports as JSON without reflection; numbers that are not finite become the texts "NaN" and "Infinity".
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorReport))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(RunsReport))]
[JsonSerializable(typeof(SampleReport))]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(ListReport))]
[JsonSerializable(typeof(RunListReport))]
[JsonSerializable(typeof(CleanReport))]
[JsonSerializable(typeof(CompareReport))]
[JsonSerializable(typeof(StopReport))]
[JsonSerializable(typeof(BoardReport))]
[JsonSerializable(typeof(DiffReport))]
[JsonSerializable(typeof(ScoreReport))]
[JsonSerializable(typeof(ShowReport))]
[JsonSerializable(typeof(PreludeReport))]
[JsonSerializable(typeof(ModelHelpReport))]
[JsonSerializable(typeof(CompletionsReport))]
[JsonSerializable(typeof(StudyReport))]
[JsonSerializable(typeof(BestReport))]
[JsonSerializable(typeof(BestSpecReport))]
[JsonSerializable(typeof(StudyCsvReport))]
[JsonSerializable(typeof(SweepsReport))]
[JsonSerializable(typeof(PageReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
