using System.Collections.Immutable;

namespace Makemore.Tests.Architecture;

/// <summary>The rooms of the house, a namespace each, and who uses whom.</summary>
internal sealed class Rooms
{
    private static readonly ImmutableSortedDictionary<string, TypeUse> None = ImmutableSortedDictionary<string, TypeUse>.Empty;
    private readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, TypeUse>> allUses;

    public Rooms(IEnumerable<TypeUse> uses) =>
        allUses = uses
            .GroupBy(use => use.From.Room)
            .ToImmutableSortedDictionary(
                room => room.Key,
                room => room.GroupBy(use => use.To.Room)
                    .ToImmutableSortedDictionary(used => used.Key, used => used.First(), StringComparer.Ordinal),
                StringComparer.Ordinal);

    /// <summary>A shortest cycle through each room that lies on one, as the uses that close it; a cycle is told once.</summary>
    public ImmutableArray<ImmutableArray<TypeUse>> Cycles() =>
        [.. allUses.Keys
            .Select(ShortestCycle)
            .Where(cycle => cycle.Length > 0)
            .DistinctBy(cycle => string.Join(' ', cycle.Select(use => use.From.Room).Order(StringComparer.Ordinal)))];

    /// <summary>A paragraph for each cycle, a line for each use.</summary>
    public static string Describe(IEnumerable<ImmutableArray<TypeUse>> cycles) =>
        string.Join("\n", cycles.Select(cycle =>
            string.Join(" -> ", cycle.Select(use => use.From.Room).Append(cycle[0].From.Room)) + "\n" +
            string.Concat(cycle.Select(use => $"    {use.From} -> {use.To}\n"))));

    private ImmutableArray<TypeUse> ShortestCycle(string start)
    {
        var ways = new Dictionary<string, ImmutableArray<TypeUse>> { [start] = [] };
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var room))
        {
            foreach (var (used, use) in allUses.GetValueOrDefault(room, None))
            {
                if (used == start)
                {
                    return ways[room].Add(use);
                }

                if (ways.TryAdd(used, ways[room].Add(use)))
                {
                    next.Enqueue(used);
                }
            }
        }

        return [];
    }
}
