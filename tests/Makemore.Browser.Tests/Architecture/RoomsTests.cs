using Makemore.Tests.Architecture;
using Xunit;

namespace Makemore.Browser.Tests.Architecture;

public sealed class RoomsTests
{
    private static readonly string Board = Path.Combine(AppContext.BaseDirectory, "Makemore.Board.dll");

    [Fact]
    public void No_room_of_the_board_uses_a_room_that_uses_it()
    {
        var cycles = new Rooms(AssemblyReader.UsesAcrossRooms(Board)).Cycles();

        Assert.True(cycles.IsEmpty, Rooms.Describe(cycles));
    }

    [Fact]
    public void The_board_refers_only_to_those_above_it() =>
        Assert.Equal(["Makemore.Runtime", "Makemore.Sqlite"], AssemblyReader.References(Board)
            .Where(name => name.StartsWith("Makemore", StringComparison.Ordinal)));

    [Fact]
    public void No_other_part_refers_to_the_board_and_what_it_brings() =>
        Assert.DoesNotContain(
            new[] { "Makemore.Runtime", "Makemore.Sqlite" }.SelectMany(project =>
                AssemblyReader.References(Path.Combine(AppContext.BaseDirectory, project + ".dll"))),
            name => name.StartsWith("Makemore.Board", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
}
