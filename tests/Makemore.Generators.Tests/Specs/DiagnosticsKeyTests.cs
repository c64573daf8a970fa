using Makemore.Generators.Specs;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Specs;

public sealed class DiagnosticsKeyTests
{
    [Theory]
    [InlineData("diagnostics: every 1000")]
    [InlineData("diagnostics: every 1_000")]
    [InlineData("diagnostics: 1000")]
    [InlineData("diagnostics: { every: 1000 }")]
    public void The_interval_may_be_said_in_several_ways(string line) =>
        Assert.Equal(new IntegerValue(1000), SpecProject.Of($"model: mlp\n{line}\n").Valid().Find("diagnostics.every"));
}
