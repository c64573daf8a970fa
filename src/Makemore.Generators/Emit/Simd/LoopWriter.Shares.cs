using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <content>
/// What is summed before it is divided by the sum, as the exponentials of a softmax, is computed once: it waits where the quotient goes.
/// </content>
internal sealed partial class LoopWriter
{
    // Values written to the place of what is computed from them once a sum of them is there.
    private IEnumerable<Store> Waiting()
    {
        var waiting = new HashSet<Place>(kernel.Stores.Where(IsReadBack).Select(store => store.Value));
        foreach (var store in kernel.Stores.Where(store => store is { Mode: StoreMode.Set, Index: null } && store.Loops.Count == Depth && IsAlone(store)))
        {
            List<Place> inputs = [.. Origins(store.Value)];
            var summed = inputs.Select(place => kernel[place]).OfType<ReduceStep>().Where(reduce => reduce.Input.Level == Depth && reduce.Place.Level < Depth)
                .SelectMany(reduce => Origins(reduce.Input)).ToList();
            foreach (var place in inputs
                .Where(place => place != store.Value && IsCostly(place) && place.Loops.Count == Depth && summed.Contains(place) && IsLastReadBy(store, place)).Take(1))
            {
                if (waiting.Add(place))
                {
                    yield return new(place, store.View, store.Loops, StoreMode.Set);
                }
            }
        }
    }

    // A value and what it is computed from within the same loops; of a sum, the sum alone.
    private IEnumerable<Place> Origins(Place value)
    {
        var (left, seen) = (new Stack<Place>([value]), new HashSet<Place>());
        while (left.Count > 0)
        {
            var place = left.Pop();
            if (seen.Add(place))
            {
                yield return place;
                foreach (var input in InputsOf(place))
                {
                    left.Push(input);
                }
            }
        }
    }

    // Whether no loop behind that of the store needs a value.
    private bool IsLastReadBy(Store store, Place place)
    {
        List<object> readers = [.. kernel.Stores, .. kernel.Steps.OfType<ReduceStep>()];
        readers.RemoveAll(reader => !ReadBy(reader).SelectMany(Origins).Contains(place));
        return Enumerable.Range(0, Depth).All(level =>
        {
            var phases = new Dictionary<Place, int>();
            var last = PhaseOf(store, level, phases);
            return readers.TrueForAll(reader => PhaseOf(reader, level, phases) <= last);
        });
    }

    // Whether nobody else reads or writes there within the kernel.
    private bool IsAlone(Store store) => kernel.Blocks.Count(block => block == store.View.Block) == 1;

    private bool IsCostly(Place place) => kernel[place] is ComputeStep { Primitive: Unary { IsCheap: false } or ChosenCore };
}
