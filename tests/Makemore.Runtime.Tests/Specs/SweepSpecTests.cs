using Makemore.Format;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Specs;

public sealed class SweepSpecTests
{
    private static readonly SweepSpec Spec = new() { Name = "sweeps/one" };

    public static TheoryData<string, string> Defaults =>
        [.. SweepKeys.All.Select(key => new TheoryDataRow<string, string>(key.Path, key.Default!))];

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_key_that_is_left_out_has_the_default_of_the_table(string path, string text) =>
        Assert.Equal(text, SettingAccess.Text(Spec, path));

    [Fact]
    public void A_value_is_written_as_a_spec_writes_it()
    {
        var spec = Spec with
        {
            Search = new() { Type = SearchType.QuasiRandom },
            Objective = new() { Metric = ObjectiveMetric.DevBitsPerCharacter },
            Budget = new() { Seconds = 1.5 },
        };
        Assert.Equal(
            ["quasi-random", "dev-bits-per-character", "1.5"],
            [.. ((string[])["search.type", "objective.metric", "budget.seconds"]).Select(path => SettingAccess.Text(spec, path)!)]);
    }

    [Fact]
    public void What_is_no_key_of_a_sweep_has_no_text() => Assert.Null(SettingAccess.Text(Spec, "training.steps"));
}
