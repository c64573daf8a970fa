using System.Reflection;
using System.Runtime.InteropServices;
using Makemore.Torch.Native;
using Xunit.v3;

namespace Makemore.Tests.Platforms;

/// <summary>Loads libtorch before a test; on a platform for which there is none the test is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsTorchAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Load();

    /// <summary>The same within a test of which only some cases need libtorch.</summary>
    public static void Load()
    {
        Xunit.Assert.SkipUnless(
            TorchLibrary.IsSupported,
            $"libtorch exists for linux-x64, win-x64 and osx-arm64, but this is {RuntimeInformation.RuntimeIdentifier}");
        TorchLibrary.Load();
    }
}
