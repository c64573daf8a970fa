using Makemore.Generators.Emit;
using Makemore.Generators.Emit.Simd;
using Makemore.Generators.Emit.Torch;
using Makemore.Generators.Specs;

namespace Makemore.Generators;

/// <summary>The backends by their words.</summary>
internal static class Backends
{
    private static readonly IBackend[] All = [NgramBackend.Instance, SimdBackend.Instance, TorchBackend.Instance];

    /// <summary>The backend of an experiment.</summary>
    public static IBackend Of(ExperimentUnit unit) =>
        Named(unit.Find("training.backend")) ?? (MissingOnSimd(unit) is null ? SimdBackend.Instance : TorchBackend.Instance);

    /// <summary>Why the compiler has chosen libtorch: what the other backend lacks; null where it has chosen that, or nothing.</summary>
    public static string? MissingOnSimd(ExperimentUnit unit) => Named(unit.Find("training.backend")) is not null ? null
        : unit.Graph?.Body.WithInner.SelectMany(region => region.Nodes).Select(node => node.Operation)
            .FirstOrDefault(operation => !SimdBackend.Instance.Has(operation))?.Keyword;

    /// <summary>The backend that a network has to suit, by the value of <c>training.backend</c>: where none is named, the one that has most.</summary>
    public static Func<SettingValue?, IBackend> For(ProjectOptions project) =>
        value => Named(value) ?? (project.HasTorch ? TorchBackend.Instance : SimdBackend.Instance);

    private static IBackend? Named(SettingValue? value) =>
        value is ChoiceValue { Value: var word } ? All.FirstOrDefault(backend => word == backend.Name) : null;
}
