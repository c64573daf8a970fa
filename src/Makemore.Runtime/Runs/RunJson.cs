using System.Text.Json.Serialization;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>
/// How runs are written as JSON, in camel case. JSON has no infinity: a loss that is infinite, as that
/// of unseen n-grams without smoothing, is the text <c>"Infinity"</c>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Metric))]
[JsonSerializable(typeof(Observation))]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(RunIdentity))]
[JsonSerializable(typeof(RunFailure))]
public sealed partial class RunJson : JsonSerializerContext;
