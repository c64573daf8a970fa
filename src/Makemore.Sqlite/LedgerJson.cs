using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Sqlite;

/// <summary>How the parts of a trial that are no single values are written: as JSON, in camel case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(NamedValues<string>))]
[JsonSerializable(typeof(ImmutableArray<TrialReport>))]
[JsonSerializable(typeof(ImmutableArray<TrialRun>))]
internal sealed partial class LedgerJson : JsonSerializerContext;
