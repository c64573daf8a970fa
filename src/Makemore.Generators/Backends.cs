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
    public static IBackend Of(ExperimentUnit unit) => Of(unit.Find("training.backend"));

    /// <summary>The backend of a value of <c>training.backend</c>; where it is not known, that of networks.</summary>
    public static IBackend Of(SettingValue? value) =>
        All.FirstOrDefault(backend => value is ChoiceValue { Value: var word } && word == backend.Name) ?? TorchBackend.Instance;
}
