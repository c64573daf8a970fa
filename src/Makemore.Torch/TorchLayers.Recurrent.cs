using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>Recurrent layers.</summary>
public static partial class TorchLayers
{
    /// <summary>A recurrent layer, <c>h = tanh([x, h] W + b)</c> (Elman, 1990).</summary>
    /// <param name="x">(batch, time, in).</param>
    /// <param name="start">The state before the first step, (units).</param>
    /// <param name="weight">(in + units, units).</param>
    /// <param name="bias">(units).</param>
    /// <returns>The states, (batch, time, units).</returns>
    public static Tensor Rnn(Tensor x, Tensor start, Tensor weight, Tensor bias)
    {
        var inputs = InputParts(x, weight, bias);
        var stateWeight = StateWeight(x, weight);
        var states = new Tensor[inputs.Length];
        var state = start.expand(x.shape[0], start.shape[0]);
        for (var t = 0; t < states.Length; t++)
        {
            state = addmm(inputs[t], state, stateWeight, 1, 1).tanh();
            states[t] = state;
        }

        return stack(states, 1);
    }

    /// <summary>
    /// A gated recurrent unit (Cho et al., 2014, arXiv:1406.1078), in the form of makemore.py: <c>r</c> and <c>z</c> are
    /// sigmoids of <c>[x, h]</c>, <c>c = tanh([x, r * h] W + b)</c>, <c>h = (1 - z) * h + z * c</c>.
    /// </summary>
    /// <param name="x">(batch, time, in).</param>
    /// <param name="start">The state before the first step, (units).</param>
    /// <param name="updateWeight">Of z, (in + units, units).</param>
    /// <param name="updateBias">(units).</param>
    /// <param name="resetWeight">Of r, (in + units, units).</param>
    /// <param name="resetBias">(units).</param>
    /// <param name="candidateWeight">Of c, (in + units, units).</param>
    /// <param name="candidateBias">(units).</param>
    /// <returns>The states, (batch, time, units).</returns>
    public static Tensor Gru(
        Tensor x, Tensor start, Tensor updateWeight, Tensor updateBias, Tensor resetWeight, Tensor resetBias,
        Tensor candidateWeight, Tensor candidateBias)
    {
        // One product for z and r is faster than two.
        var gateWeight = cat([updateWeight, resetWeight], 1);
        var gateInputs = InputParts(x, gateWeight, cat([updateBias, resetBias], 0));
        var gateStateWeight = StateWeight(x, gateWeight);
        var candidateInputs = InputParts(x, candidateWeight, candidateBias);
        var candidateStateWeight = StateWeight(x, candidateWeight);
        var states = new Tensor[gateInputs.Length];
        var state = start.expand(x.shape[0], start.shape[0]);
        for (var t = 0; t < states.Length; t++)
        {
            var gates = addmm(gateInputs[t], state, gateStateWeight, 1, 1).sigmoid().chunk(2, 1);
            var candidate = addmm(candidateInputs[t], gates[1] * state, candidateStateWeight, 1, 1).tanh();
            state = lerp(state, candidate, gates[0]);
            states[t] = state;
        }

        return stack(states, 1);
    }

    /// <summary>
    /// Long short-term memory (Hochreiter and Schmidhuber, 1997): <c>c = f * c + i * g</c>, <c>h = o * tanh(c)</c>, with
    /// sigmoid gates and <c>g = tanh</c>, all of <c>[x, h]</c>.
    /// </summary>
    /// <param name="x">(batch, time, in).</param>
    /// <param name="start">h before the first step, (units).</param>
    /// <param name="startCell">c before the first step, (units).</param>
    /// <param name="inputWeight">Of i, (in + units, units).</param>
    /// <param name="inputBias">(units).</param>
    /// <param name="forgetWeight">Of f.</param>
    /// <param name="forgetBias">(units).</param>
    /// <param name="outputWeight">Of o.</param>
    /// <param name="outputBias">(units).</param>
    /// <param name="candidateWeight">Of g.</param>
    /// <param name="candidateBias">(units).</param>
    /// <returns>h at each step, (batch, time, units).</returns>
    public static Tensor Lstm(
        Tensor x, Tensor start, Tensor startCell, Tensor inputWeight, Tensor inputBias, Tensor forgetWeight, Tensor forgetBias,
        Tensor outputWeight, Tensor outputBias, Tensor candidateWeight, Tensor candidateBias)
    {
        // One product for all gates is faster than four.
        var weight = cat([inputWeight, forgetWeight, outputWeight, candidateWeight], 1);
        var inputs = InputParts(x, weight, cat([inputBias, forgetBias, outputBias, candidateBias], 0));
        var stateWeight = StateWeight(x, weight);
        var states = new Tensor[inputs.Length];
        var units = start.shape[0];
        var state = start.expand(x.shape[0], units);
        var cell = startCell.expand(x.shape[0], units);
        for (var t = 0; t < states.Length; t++)
        {
            var sums = addmm(inputs[t], state, stateWeight, 1, 1);
            var gates = sums.narrow(1, 0, 3 * units).sigmoid().chunk(3, 1);
            cell = (gates[1] * cell) + (gates[0] * sums.narrow(1, 3 * units, units).tanh());
            state = gates[2] * cell.tanh();
            states[t] = state;
        }

        return stack(states, 1);
    }

    /// <summary>What the inputs and the bias add to each step, (batch, units), from one product for all steps.</summary>
    private static Tensor[] InputParts(Tensor x, Tensor weight, Tensor bias) =>
        Linear(x, weight.narrow(0, 0, x.shape[2]), bias).unbind(1);

    /// <summary>The rows of the weight that the state meets.</summary>
    private static Tensor StateWeight(Tensor x, Tensor weight) => weight.narrow(0, x.shape[2], weight.shape[0] - x.shape[2]);
}
