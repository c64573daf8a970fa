using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Tensors;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>
/// All that a run needs to go on as if it had never stopped, as a safetensors file with a SHA-256 over its content.
/// </summary>
/// <param name="Position">The steps made, the time spent, and the weights that early stopping keeps.</param>
/// <param name="Model">Parameters and buffers.</param>
/// <param name="Optimizer">What the optimizer remembers.</param>
/// <param name="Generator">The generator of the run.</param>
/// <param name="Metrics">The rows of <c>metrics.jsonl</c> before it.</param>
/// <param name="Diagnostics">The rows of <c>diagnostics.jsonl</c> before it.</param>
internal sealed record Checkpoint(
    TrainingPosition Position,
    IReadOnlyList<NamedTensor> Model,
    IReadOnlyList<NamedTensor> Optimizer,
    GeneratorState Generator,
    LogMark Metrics,
    LogMark Diagnostics)
{
    private const string ModelPrefix = "model.";
    private const string OptimizerPrefix = "optimizer.";
    private const string BestPrefix = "best.";
    private const string GeneratorName = "generator";
    private const string StepKey = "step";
    private const string SecondsKey = "seconds";
    private const string MetricsLengthKey = "metrics-length";
    private const string MetricsSha256Key = "metrics-sha256";
    private const string DiagnosticsLengthKey = "diagnostics-length";
    private const string DiagnosticsSha256Key = "diagnostics-sha256";
    private const string BestStepKey = "best-step";
    private const string BestLossKey = "best-loss";
    private const string BestWaitedKey = "best-waited";
    private const string Sha256Key = "sha256";

    /// <summary>The present state of a training.</summary>
    public static Checkpoint Of(TrainingPosition position, ITrainableModel model, TorchGenerator generator,
        LogMark metrics, LogMark diagnostics) =>
        new(position, model.State(), model.OptimizerState(), generator.Save(), metrics, diagnostics);

    /// <summary>Puts the state back.</summary>
    /// <exception cref="MakemoreException">It is the state of another network.</exception>
    public void Restore(ITrainableModel model, TorchGenerator generator)
    {
        model.Load(Model);
        model.LoadOptimizer(Optimizer);
        generator.Load(Generator);
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes()
    {
        NamedTensor[] tensors =
        [
            .. Model.Select(tensor => tensor with { Name = ModelPrefix + tensor.Name }),
            .. Optimizer.Select(tensor => tensor with { Name = OptimizerPrefix + tensor.Name }),
            .. (Position.Best?.State ?? []).Select(tensor => tensor with { Name = BestPrefix + tensor.Name }),
            Generator.ToTensor(GeneratorName),
        ];
        var metadata = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create(StepKey, Position.Step.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create(SecondsKey, Position.Seconds.ToString("R", CultureInfo.InvariantCulture)),
            KeyValuePair.Create(MetricsLengthKey, Metrics.Length.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create(MetricsSha256Key, Metrics.Sha256),
        ]);
        if (Diagnostics.Length > 0)
        {
            metadata = metadata
                .Add(DiagnosticsLengthKey, Diagnostics.Length.ToString(CultureInfo.InvariantCulture))
                .Add(DiagnosticsSha256Key, Diagnostics.Sha256);
        }

        if (Position.Best is { } best)
        {
            metadata = metadata
                .Add(BestStepKey, best.Step.ToString(CultureInfo.InvariantCulture))
                .Add(BestLossKey, best.Loss.ToString("R", CultureInfo.InvariantCulture))
                .Add(BestWaitedKey, best.Waited.ToString(CultureInfo.InvariantCulture));
        }

        return Safetensors.ToBytes(tensors, metadata.Add(Sha256Key, Sha256Of(tensors, metadata)));
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="MakemoreException">The file is damaged.</exception>
    public static Checkpoint Parse(ReadOnlyMemory<byte> bytes, string path)
    {
        var (tensors, metadata) = Safetensors.Parse(bytes, path);
        if (metadata.GetValueOrDefault(Sha256Key) != Sha256Of(tensors, metadata.Remove(Sha256Key)))
        {
            throw new MakemoreException($"{path} is damaged: its content does not have the SHA-256 that it was " +
                $"saved with.")
            { ExitCode = 1 };
        }

        try
        {
            return FromContent(tensors, metadata);
        }
        catch (Exception error) when (
            error is KeyNotFoundException or FormatException or OverflowException or InvalidOperationException)
        {
            throw new MakemoreException($"{path} is no checkpoint of this version: {error.Message}", error) { ExitCode = 1 };
        }
    }

    private static Checkpoint FromContent(ImmutableArray<NamedTensor> tensors, ImmutableSortedDictionary<string,
        string> metadata) =>
        new(
            new(
                long.Parse(metadata[StepKey], CultureInfo.InvariantCulture),
                double.Parse(metadata[SecondsKey], CultureInfo.InvariantCulture),
                BestOf(tensors, metadata)),
            WithPrefix(tensors, ModelPrefix),
            WithPrefix(tensors, OptimizerPrefix),
            GeneratorState.FromTensor(tensors.Single(tensor => tensor.Name == GeneratorName)),
            new(long.Parse(metadata[MetricsLengthKey], CultureInfo.InvariantCulture), metadata[MetricsSha256Key]),
            DiagnosticsOf(metadata));

    // A run that has observed nothing says nothing of it.
    private static LogMark DiagnosticsOf(ImmutableSortedDictionary<string, string> metadata) =>
        !metadata.TryGetValue(DiagnosticsLengthKey, out var length) ? LogMark.Empty
            : new(long.Parse(length, CultureInfo.InvariantCulture), metadata[DiagnosticsSha256Key]);

    private static BestWeights? BestOf(ImmutableArray<NamedTensor> tensors, ImmutableSortedDictionary<string, string> metadata) =>
        !metadata.ContainsKey(BestStepKey) ? null : new(
            long.Parse(metadata[BestStepKey], CultureInfo.InvariantCulture),
            double.Parse(metadata[BestLossKey], CultureInfo.InvariantCulture),
            int.Parse(metadata[BestWaitedKey], CultureInfo.InvariantCulture),
            WithPrefix(tensors, BestPrefix));

    private static NamedTensor[] WithPrefix(ImmutableArray<NamedTensor> tensors, string prefix) =>
    [
        .. tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(tensor => tensor with { Name = tensor.Name[prefix.Length..] }),
    ];

    // Over the file as it would be without the SHA-256 itself.
    private static string Sha256Of(IReadOnlyList<NamedTensor> tensors, ImmutableSortedDictionary<string, string> metadata) =>
        Convert.ToHexStringLower(SHA256.HashData(Safetensors.ToBytes(tensors, metadata)));
}
