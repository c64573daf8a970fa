using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>
/// A recurrent layer that reads step by step from a trained first state: (batch, context, in) to (batch, context,
/// units).
/// </summary>
/// <param name="Cell">What it computes at each step.</param>
/// <param name="Units">The size of the state.</param>
/// <param name="Weight">Draws the weights, each (in + units, units).</param>
/// <param name="Bias">Draws the biases.</param>
public sealed record Recurrent(RecurrentCell Cell, Number Units, Initializer Weight, Initializer Bias)
    : Operation(Keywords.Of(Cell))
{
    /// <summary>The parts of the cell that have a weight and a bias of their own.</summary>
    public EquatableArray<string> Gates => Cell switch
    {
        RecurrentCell.Rnn => ["state"],
        RecurrentCell.Gru => ["update", "reset", "candidate"],
        _ => ["input", "forget", "output", "candidate"],
    };

    /// <inheritdoc/>
    public override string Text => $"{Keyword} {Units}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        var fanIn = input.Last + Units;
        inference.Parameter("start", ParameterRole.Weight, Initializer.Zeros, Units);
        if (Cell == RecurrentCell.Lstm)
        {
            inference.Parameter("startCell", ParameterRole.Weight, Initializer.Zeros, Units);
        }

        foreach (var gate in Gates)
        {
            inference.Parameter($"{gate}Weight", ParameterRole.Weight, Weight, fanIn, Units);
            inference.Bias(Bias, fanIn, Units, $"{gate}Bias");
        }

        return input.WithLast(Units);
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var (x, batch, time) = (lowering.Input, lowering.Input.Axes["batch"], lowering.Input.Axes["time"]);
        var size = x.Axes["width"].Size;
        // What the inputs add is computed for all steps at once.
        var gates = Gates.ToDictionary(gate => gate, gate =>
        {
            var weight = lowering.Parameter($"{gate}Weight", "width", "units");
            return (
                Input: lowering.Product(x, weight.Slice("width", Number.Of(0), size), lowering.Parameter($"{gate}Bias", "units")),
                State: weight.Slice("width", size, Units));
        });
        return lowering.Scan(time, [.. States.Select(Start)], (builder, states) =>
        {
            var next = Step(
                (gate, state) => builder.Element(gates[gate].Input, "time") + lowering.Product(state, gates[gate].State, null),
                states);
            return [.. next, next[0]];
        })[States.Count];

        Tensor Start(string name) => lowering.Parameter(name, "width").Then(new Expand(batch));
    }

    private IReadOnlyList<string> States => Cell == RecurrentCell.Lstm ? ["start", "startCell"] : ["start"];

    // The next states, of what a gate makes of the input and a state.
    private IReadOnlyList<Tensor> Step(Func<string, Tensor, Tensor> gate, IReadOnlyList<Tensor> states)
    {
        var state = states[0];
        switch (Cell)
        {
            case RecurrentCell.Rnn:
                return [gate("state", state).Map(UnaryFunction.Tanh)];
            case RecurrentCell.Gru:
                var update = gate("update", state).Map(UnaryFunction.Sigmoid);
                var reset = gate("reset", state).Map(UnaryFunction.Sigmoid);
                var candidate = gate("candidate", reset * state).Map(UnaryFunction.Tanh);
                return [state + (update * (candidate - state))];
            default:
                var kept = gate("forget", state).Map(UnaryFunction.Sigmoid) * states[1];
                var added = gate("input", state).Map(UnaryFunction.Sigmoid) * gate("candidate", state).Map(UnaryFunction.Tanh);
                var cell = kept + added;
                return [gate("output", state).Map(UnaryFunction.Sigmoid) * cell.Map(UnaryFunction.Tanh), cell];
        }
    }
}
