using Makemore.Tests.Architecture;

namespace Makemore.Generators.Tests.Architecture;

public sealed class RoomsTests
{
    private static readonly string Generators = Path.Combine(AppContext.BaseDirectory, "Makemore.Generators.dll");

    [Fact]
    public void No_room_uses_a_room_that_uses_it()
    {
        var rooms = new Rooms(AssemblyReader.UsesAcrossRooms(Generators));
        var cycles = rooms.Cycles();

        Assert.True(cycles.IsEmpty, Rooms.Describe(cycles));
    }

    [Fact]
    public void The_compiler_refers_to_no_other_project() =>
        Assert.DoesNotContain(
            AssemblyReader.References(Generators), name => name.StartsWith("Makemore", StringComparison.Ordinal));
}
