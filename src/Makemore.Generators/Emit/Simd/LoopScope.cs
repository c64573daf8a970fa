using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <summary>The body of a loop while it is written: its variables, and how often each value is read in it.</summary>
internal sealed class LoopScope
{
    private readonly Dictionary<Place, int> uses = [];

    /// <summary>The variables.</summary>
    public Dictionary<Place, string> Names { get; } = [];

    /// <summary>Whether a value is read once, so that it can stand where it is read.</summary>
    public bool IsReadOnce(Place place) => uses.TryGetValue(place, out var count) && count == 1;

    /// <summary>Counts what is read.</summary>
    /// <param name="roots">What is read by what stands in the loop.</param>
    /// <param name="find">The variable of a value in the loops around it.</param>
    /// <param name="inputs">Gives what a value is computed from in the loop.</param>
    public void Count(IEnumerable<Place> roots, Func<Place, string?> find, Func<Place, IEnumerable<Place>> inputs)
    {
        var waiting = new Stack<Place>(roots);
        while (waiting.Count > 0)
        {
            var place = waiting.Pop();
            uses[place] = uses.TryGetValue(place, out var count) ? count + 1 : 1;
            if (count == 0 && find(place) is null)
            {
                foreach (var input in inputs(place))
                {
                    waiting.Push(input);
                }
            }
        }
    }
}
