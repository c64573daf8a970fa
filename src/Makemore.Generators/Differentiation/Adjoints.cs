using Makemore.Generators.Primitives;

namespace Makemore.Generators.Differentiation;

/// <summary>The derivatives of a loss by what a tape has computed, from its end to its start.</summary>
/// <param name="active">What depends on a parameter that is trained.</param>
/// <param name="builder">What builds the derivatives.</param>
/// <param name="value">Gives what the tape has computed, as the builder sees it.</param>
internal sealed class Adjoints(ISet<Tensor> active, PrimitiveBuilder builder, Func<Tensor, Tensor> value)
{
    private readonly Dictionary<Tensor, Tensor> all = [];

    /// <summary>The derivative by a value; null where the loss does not depend on it.</summary>
    public Tensor? Of(Tensor tensor) => all.TryGetValue(tensor, out var adjoint) ? adjoint : null;

    /// <summary>Adds to the derivative by a value: summed over the axes that the value lacks, repeated along those that it has alone.</summary>
    public void Add(Tensor tensor, Tensor? adjoint)
    {
        if (adjoint is null || !active.Contains(tensor))
        {
            return;
        }

        string[] summed = [.. adjoint.Axes.Items.Select(axis => axis.Name).Where(name => !tensor.Axes.Has(name))];
        adjoint = summed.Length == 0 ? adjoint : adjoint.Sum(summed);
        adjoint = tensor.Axes.Items.Where(axis => !adjoint.Axes.Has(axis.Name)).Aggregate(adjoint, (sum, axis) => sum.Then(new Expand(axis)));
        var name = tensor.Builder.NameOf(tensor)?.GradientPart;
        adjoint = adjoint.Called(name);
        all[tensor] = Of(tensor) is { } known ? (known + adjoint).Called(name) : adjoint;
    }

    /// <summary>Calls the derivative by a value after it, once all its parts are there.</summary>
    public void Name(Tensor tensor)
    {
        if (Of(tensor) is { } adjoint && tensor.Builder.NameOf(tensor) is { } name)
        {
            builder.Name(adjoint, name.Gradient, instead: name.GradientPart);
        }
    }

    /// <summary>Goes through a tape backwards.</summary>
    public void Run(Tape tape)
    {
        foreach (var entry in tape.Entries.Reverse())
        {
            if (entry is { Primitive: Scan scan, Inside: { } inside })
            {
                Run(entry, scan, inside);
            }
            else if (Of(entry.Results[0]) is { } adjoint)
            {
                Name(entry.Results[0]);
                var pulled = entry.Primitive.Pull(new([.. entry.Inputs.Select(value)], value(entry.Results[0]), adjoint));
                foreach (var (input, part) in entry.Inputs.Zip(pulled, (input, part) => (input, part)))
                {
                    Add(input, part);
                }
            }
        }
    }

    // A scan is differentiated by one that goes the other way: its states are the derivatives by the states, and the sums of those
    // by what is the same at each step.
    private void Run(TapeEntry entry, Scan scan, ScanTape inside)
    {
        var ofResults = entry.Results.Take(inside.Results.Count).Select(Of).ToList();
        if (ofResults.All(adjoint => adjoint is null))
        {
            return;
        }

        foreach (var result in entry.Results)
        {
            Name(result);
        }

        List<int> states = [.. Enumerable.Range(0, scan.States).Where(state => active.Contains(inside.States[state]))];
        List<int> sequences = [.. Enumerable.Range(0, scan.Sequences).Where(sequence => active.Contains(inside.Elements[sequence]))];
        List<Tensor> constants = [.. inside.Body.Constants.Where(active.Contains)];
        var results = builder.Scan(
            scan.Axis,
            [
                .. states.Select(state => ofResults[state] ?? builder.Fill(Number.Of(0), entry.Results[state].Axes)),
                .. constants.Select(constant => builder.Fill(Number.Of(0), constant.Axes)),
            ],
            (inner, carried) =>
            {
                var read = new Dictionary<Tensor, Tensor>();
                var step = new Adjoints(active, inner, Read);
                foreach (var (carriedOn, outer) in carried.Zip(states.Select(state => inside.States[state]).Concat(constants), (one, other) => (one, other)))
                {
                    carriedOn.Called(outer.Builder.NameOf(outer)?.Gradient);
                }

                for (var index = 0; index < inside.Results.Count; index++)
                {
                    var place = states.IndexOf(index);
                    step.Add(inside.Results[index], index >= scan.States
                        ? ofResults[index] is { } kept ? inner.Element(kept, scan.Axis.Name) : null
                        : place < 0 ? null : carried[place]);
                }

                step.Run(inside.Body);
                foreach (var outer in inside.States.Concat(inside.Elements))
                {
                    step.Name(outer);
                }

                return Results();

                // What is cheap is computed again, of what was kept of the step.
                Tensor Read(Tensor tensor)
                {
                    if (!read.TryGetValue(tensor, out var known))
                    {
                        known = tensor.Builder != inside.Body.Builder ? value(tensor)
                            : inside.Body.Leaves.TryGetValue(tensor, out var leaf) ? inner.Apply(leaf)
                            : inside.Body.StepOf(tensor) is { Primitive.IsCheap: true } cheap && !IsStored(tensor, cheap) ? inner.Compute(cheap.Primitive, [.. cheap.Inputs.Select(Read)])
                            : inner.Element(value(inside.Kept[tensor]), scan.Axis.Name);
                        read.Add(tensor, known);
                    }

                    return known;
                }

                bool IsStored(Tensor tensor, TapeEntry step) => inside.Body.IsFactor(tensor) && step.Primitive is Unary or Binary or Select;

                IReadOnlyList<Tensor> Results() =>
                [
                    .. states.Select(state => step.Of(inside.States[state]) ?? inner.Fill(Number.Of(0), inside.States[state].Axes)),
                    .. constants.Select((constant, index) => step.Of(constant) is { } part
                        ? (carried[states.Count + index] + part).Called(constant.Builder.NameOf(constant)?.GradientSum) : carried[states.Count + index]),
                    .. sequences.Select(sequence => step.Of(inside.Elements[sequence]) ?? inner.Fill(Number.Of(0), inside.Elements[sequence].Axes)),
                ];
            },
            !scan.IsBackwards);
        List<Tensor> inputs = [.. states.Select(state => entry.Inputs[state]), .. constants, .. sequences.Select(sequence => entry.Inputs[scan.States + sequence])];
        foreach (var (input, adjoint) in inputs.Zip(results, (input, adjoint) => (input, adjoint)))
        {
            Add(input, adjoint);
        }
    }
}
