using System.Collections.Immutable;
using Makemore.Tests.Architecture;
using Xunit;

namespace Makemore.Runtime.Tests.Architecture;

public sealed class RoomsTests
{
    private static readonly ImmutableArray<string> Projects =
        ["Makemore.Runtime", "Makemore.Torch", "Makemore.Sqlite", "Makemore.Charts", "Makemore.Pages", "Makemore.Cli"];

    [Fact]
    public void No_room_uses_a_room_that_uses_it()
    {
        var rooms = new Rooms(Projects.SelectMany(project => AssemblyReader.UsesAcrossRooms(Assembly(project))));
        var cycles = rooms.Cycles();

        Assert.True(cycles.IsEmpty, Rooms.Describe(cycles));
    }

    [Theory]
    [InlineData("Makemore.Runtime")]
    [InlineData("Makemore.Torch", "Makemore.Runtime")]
    [InlineData("Makemore.Sqlite", "Makemore.Runtime")]
    [InlineData("Makemore.Charts", "Makemore.Runtime")]
    [InlineData("Makemore.Pages", "Makemore.Runtime")]
    [InlineData("Makemore.Cli", "Makemore.Runtime", "Makemore.Sqlite")]
    public void A_project_refers_only_to_those_above_it(string project, params string[] above) =>
        Assert.Equal(above, AssemblyReader.References(Assembly(project))
            .Where(name => name.StartsWith("Makemore", StringComparison.Ordinal)));

    // Its native files for every platform are larger than all other packages of the command line together.
    [Fact]
    public void The_charts_alone_use_the_library_that_draws() =>
        Assert.Equal(["Makemore.Charts"], Projects.Where(project => AssemblyReader.References(Assembly(project)).Any(
            name => name.StartsWith("ScottPlot", StringComparison.Ordinal) || name.StartsWith("SkiaSharp", StringComparison.Ordinal))));

    private static string Assembly(string project) => Path.Combine(AppContext.BaseDirectory, $"{project}.dll");
}
