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
    /// <param name="step">Gives what computes a value.</param>
    public void Count(IEnumerable<Place> roots, Func<Place, string?> find, Func<Place, LoopStep> step)
    {
        var waiting = new Stack<Place>(roots);
        while (waiting.Count > 0)
        {
            var place = waiting.Pop();
            uses[place] = uses.TryGetValue(place, out var count) ? count + 1 : 1;
            if (count == 0 && find(place) is null && step(place) is not ReduceStep)
            {
                foreach (var input in step(place).Inputs)
                {
                    waiting.Push(input);
                }
            }
        }
    }
}
