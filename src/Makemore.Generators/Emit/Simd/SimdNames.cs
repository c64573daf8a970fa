using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <summary>
/// The fields of blocks. A block has the short name of its value where nothing else has it, else the whole path; those of evaluation are
/// the fields of training with the same name, since only one of the two is laid out at a time.
/// </summary>
/// <param name="names">The names that are taken.</param>
/// <param name="parameters">The fields of parameters, by their paths.</param>
internal sealed class SimdNames(Identifiers names, IReadOnlyDictionary<string, string> parameters)
{
    private readonly Dictionary<Block, string> fields = [];
    private readonly Dictionary<string, string> gradients = new(StringComparer.Ordinal);
    private readonly List<(string Field, Block Block)> known = [];
    private readonly Dictionary<(BlockKind Kind, string Path, int Index), string> byPath = [];

    /// <summary>The fields of what is computed on the way, each with a block that lies there.</summary>
    public IReadOnlyList<(string Field, Block Block)> Temporaries => [.. known.Where(pair => pair.Block.Kind == BlockKind.Temporary)];

    /// <summary>The fields of what is kept from one token to the next.</summary>
    public IReadOnlyList<(string Field, Block Block)> Pasts => [.. known.Where(pair => pair.Block.Kind == BlockKind.Past)];

    /// <summary>Names the blocks of schedules.</summary>
    public void Add(params IReadOnlyList<Schedule> schedules)
    {
        foreach (var parameter in parameters.Where(parameter => !gradients.ContainsKey(parameter.Key)))
        {
            gradients.Add(parameter.Key, names.Add(Identifiers.Camel(parameter.Value.TrimStart('@') + "Gradient")));
        }

        var blocks = schedules.Select(schedule => BlocksOf(schedule).ToList()).ToList();
        var paths = blocks.SelectMany(some => some).GroupBy(block => block.ShortName, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(block => block.Name).Distinct().Count(), StringComparer.Ordinal);
        foreach (var schedule in blocks)
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var block in schedule)
            {
                var index = counts[block.Name] = counts.TryGetValue(block.Name, out var count) ? count + 1 : 1;
                if (!byPath.TryGetValue((block.Kind, block.Name, index), out var field))
                {
                    field = names.Add(paths[block.ShortName] == 1 && names.IsFree(block.ShortName) ? block.ShortName : block.Name);
                    byPath.Add((block.Kind, block.Name, index), field);
                    known.Add((field, block));
                }

                fields.Add(block, field);
            }
        }
    }

    /// <summary>A block in a method of the network.</summary>
    public string FieldOf(Block block) => block.Kind switch
    {
        BlockKind.Parameter => parameters[block.Name],
        BlockKind.Gradient => $"Gradient({parameters[block.Name]})",
        BlockKind.Input => block.Name,
        _ => fields[block],
    };

    /// <summary>A block as a parameter of a loop's method, and in formulas.</summary>
    public string NameOf(Block block) => block.Kind switch
    {
        BlockKind.Gradient => gradients[block.Name].TrimStart('@'),
        BlockKind.Input => Identifiers.Camel(block.Name),
        _ => FieldOf(block).TrimStart('@'),
    };

    private static IEnumerable<Block> BlocksOf(Schedule schedule) => schedule.Kernels.SelectMany(kernel => kernel.Blocks)
        .Concat(schedule.Results.Select(result => result.View.Block)).Where(block => block.Kind is BlockKind.Temporary or BlockKind.Past).Distinct();
}
