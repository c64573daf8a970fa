using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>The layers that the prelude defines as programs, each with a call of its own in a backend that knows it.</summary>
public enum LayerKind
{
    /// <summary>The vectors of the last steps joined.</summary>
    Window,

    /// <summary>A causal convolution over time.</summary>
    Conv,

    /// <summary>Causal multi-head self-attention.</summary>
    Attention,

    /// <summary>The mean of this and all earlier steps.</summary>
    Bow,

    /// <summary>A recurrent layer with tanh.</summary>
    Rnn,

    /// <summary>A gated recurrent unit.</summary>
    Gru,

    /// <summary>A long short-term memory.</summary>
    Lstm,
}

/// <summary>
/// A layer of the prelude: what its program makes of the input. A backend computes the region, or the same in a faster way.
/// </summary>
/// <param name="Kind">Which layer.</param>
/// <param name="Words">The layer with its arguments, which together say what its region is.</param>
/// <param name="Numbers">The numbers among the arguments.</param>
/// <param name="Body">What the program computes; the input comes in first.</param>
public sealed record Layer(LayerKind Kind, string Words, EquatableArray<CallNumber> Numbers, Region Body) : Operation(Keywords.Of(Kind))
{
    /// <inheritdoc/>
    public override string Text => Words;

    /// <inheritdoc/>
    public override Region Inner => Body;

    /// <summary>A number among the arguments.</summary>
    public Number Number(string name) => Numbers.First(number => number.Name == name).Number;

    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => Body.Output.Shape;

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Compute(Body);

    /// <summary>
    /// What a parameter is called, of its path in the program: <c>scan.update.weight</c> is <c>updateWeight</c>, so that the names of
    /// operations may change and files of weights stay readable.
    /// </summary>
    internal static string ParameterName(string path)
    {
        var words = path.Split('.').Where(word => word is not ("scan" or "linear")).ToList();
        var name = words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        return name == "projectionWeight" ? "projection" : name;
    }
}
