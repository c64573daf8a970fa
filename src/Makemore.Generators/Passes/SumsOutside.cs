using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>
/// A sum that a scan carries from step to step and does not read, such as the derivative by a weight, is made of all steps at once,
/// behind the scan: one large product instead of a small one at each step.
/// </summary>
public sealed class SumsOutside : Pass
{
    /// <inheritdoc/>
    public override string Name => "sums outside";

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs) => null;

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Apply(Scan scan, IReadOnlyList<Tensor> inputs, PrimitiveBuilder builder)
    {
        List<int> sums = [.. Enumerable.Range(0, scan.States).Where(state => IsSum(scan, state))];
        if (sums.Count == 0)
        {
            return base.Apply(scan, inputs, builder);
        }

        Changes += sums.Count;
        List<int> states = [.. Enumerable.Range(0, scan.States).Except(sums)];
        var kept = new List<Tensor>();
        var terms = new List<List<Tensor>>();
        var results = builder.Scan(
            scan.Axis, [.. states.Select(state => inputs[state])],
            (inner, before) =>
            {
                var values = Apply(scan.Body, inner, port => port.Kind switch
                {
                    PortKind.State when states.Contains(port.Index) => before[states.IndexOf(port.Index)],
                    PortKind.State => inner.Fill(Number.Of(0), port.Axes),
                    PortKind.Element => inner.Element(inputs[scan.InputOf(port)], scan.Axis.Name),
                    _ => inputs[scan.InputOf(port)],
                });
                terms = [.. sums.Select(state => TermsOf(inner.StepOf(values[scan.Body.Results[state]]).Inputs[1]).ToList())];
                foreach (var part in terms.SelectMany(all => all).SelectMany(PartsOf).Where(part => Outside(part) is null && !kept.Contains(part)))
                {
                    kept.Add(part);
                }

                return [.. states.Concat(Enumerable.Range(scan.States, scan.Body.Results.Count - scan.States)).Select(result => values[scan.Body.Results[result]]), .. kept];
            },
            scan.IsBackwards);
        var all = new Tensor[scan.Body.Results.Count];
        for (var result = 0; result < all.Length; result++)
        {
            all[result] = sums.Contains(result)
                ? terms[sums.IndexOf(result)].Select(Total).Aggregate(inputs[result], (sum, term) => sum + term)
                : results[result < scan.States ? states.IndexOf(result) : result - sums.Count];
        }

        return all;

        Tensor Whole(Tensor part) => Outside(part) ?? results[all.Length - sums.Count + kept.IndexOf(part)];

        // What a term comes to in all steps.
        Tensor Total(Tensor term)
        {
            List<Tensor> parts = [.. PartsOf(term).Select(Whole)];
            return parts.Count == 2 ? parts[0].Then(new Contract(Over(((Contract)term.Builder.StepOf(term).Primitive).Over)), parts[1])
                : StepOf(term) is (Reduce reduce, _) && IsReduced(reduce) ? parts[0].Then(new Reduce(reduce.Function, Over(reduce.Over)))
                : parts[0].Sum(scan.Axis.Name);
        }

        EquatableArray<string> Over(EquatableArray<string> names) => names.Append(scan.Axis.Name).ToEquatableArray();

        // What is kept of a step for a term: the factors of a product, what a sum is made of, or the term.
        IReadOnlyList<Tensor> PartsOf(Tensor term) => StepOf(term) switch
        {
            (Contract, var factors) when factors.All(IsOfStep) => factors,
            (Reduce reduce, var summed) when IsReduced(reduce) && IsOfStep(summed[0]) => summed,
            _ => [term],
        };

        bool IsOfStep(Tensor tensor) => tensor.Builder.Depth > builder.Depth && (tensor.Builder.StepOf(tensor).Primitive is not Port { Kind: PortKind.Constant });

        Tensor? Outside(Tensor part) => part.Builder.StepOf(part).Primitive is Port { Kind: PortKind.Element } ? part.Builder.OutsideOf(part) : null;
    }

    private static bool IsReduced(Reduce reduce) => reduce.Function == ReductionFunction.Sum;

    private static IEnumerable<Tensor> TermsOf(Tensor tensor) =>
        StepOf(tensor) is (Binary { Function: BinaryFunction.Add }, var inputs) && inputs.All(input => input.Builder == tensor.Builder && input.Axes.IsAlike(tensor.Axes))
            ? inputs.SelectMany(TermsOf) : [tensor];

    // Whether a state is only added to.
    private static bool IsSum(Scan scan, int state)
    {
        var nodes = scan.Body.Nodes;
        var port = nodes.FirstOrDefault(node => node.Primitive is Port { Kind: PortKind.State } one && one.Index == state);
        var result = scan.Body.Results[state];
        var next = nodes.Last(node => node.First <= result);
        return port is not null && next.Primitive is Binary { Function: BinaryFunction.Add } && next.Inputs[0] == port.First && next.Inputs[1] != port.First
            && nodes.Sum(node => node.Inputs.Count(input => input == port.First)) == 1
            && nodes.All(node => !node.Inputs.Contains(result)) && scan.Body.Results.Count(value => value == result || value == port.First) == 1;
    }
}
