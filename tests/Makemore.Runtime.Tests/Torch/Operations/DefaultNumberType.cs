using Xunit;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Torch.Operations;

/// <summary>
/// The tests that change libtorch's default type of numbers, which is one for the whole process: they run alone.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DefaultNumberType
{
    public const string Name = "default number type";

    /// <summary>Changes the type until the result is disposed.</summary>
    public static IDisposable Use(ScalarType type)
    {
        var before = get_default_dtype();
        set_default_dtype(type);
        return new Restore(before);
    }

    private sealed class Restore(ScalarType type) : IDisposable
    {
        public void Dispose() => set_default_dtype(type);
    }
}
