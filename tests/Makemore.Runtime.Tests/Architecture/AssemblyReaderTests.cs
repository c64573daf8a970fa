using Makemore.Runtime.Tests.Architecture.Lower;
using Makemore.Runtime.Tests.Architecture.Upper;
using Makemore.Tests.Architecture;
using Xunit;

namespace Makemore.Runtime.Tests.Architecture;

public sealed class AssemblyReaderTests
{
    [Fact]
    public void Every_way_to_use_a_type_is_read_from_the_assembly()
    {
        var upper = typeof(ByBase).Namespace!;
        var users = AssemblyReader.UsesAcrossRooms(typeof(AssemblyReaderTests).Assembly.Location)
            .Where(use => use.From.Room == upper && use.To.Room == typeof(Used).Namespace)
            .Select(use => use.From.Name)
            .Distinct();

        Assert.Equal(
            [nameof(ByBase), nameof(ByCall), nameof(ByCatch), "ByConstraint`1", nameof(ByField), nameof(ByInterface),
                nameof(ByLambda), nameof(ByNestedType), nameof(ByParameter), nameof(ByTypeArgument)],
            users.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cycle_is_told_once_with_an_example_of_each_use()
    {
        TypeUse[] uses = [Use("A.One", "B.Two"), Use("B.Two", "C.Three"), Use("C.Three", "A.Four"), Use("D.Five", "A.One"),
            Use("C.Three", "D.Six")];

        Assert.Equal(
            """
            A -> B -> C -> A
                A.One -> B.Two
                B.Two -> C.Three
                C.Three -> A.Four

            D -> A -> B -> C -> D
                D.Five -> A.One
                A.One -> B.Two
                B.Two -> C.Three
                C.Three -> D.Six

            """,
            Rooms.Describe(new Rooms(uses).Cycles()));
    }

    [Fact]
    public void Rooms_that_are_used_in_one_direction_have_no_cycle() =>
        Assert.Empty(new Rooms([Use("A.One", "B.Two"), Use("A.One", "C.Three"), Use("B.Two", "C.Three")]).Cycles());

    private static TypeUse Use(string from, string to) => new(Name(from), Name(to));

    private static TypeName Name(string text) => new(text.Split('.')[0], text.Split('.')[1]);
}
