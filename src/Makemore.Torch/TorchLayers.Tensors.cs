using static TorchSharp.torch;

namespace Makemore.Torch;

/// <content>Operations on tensors whose axes a program names; here they have places.</content>
public static partial class TorchLayers
{
    /// <summary>The same number everywhere.</summary>
    /// <param name="value">The number.</param>
    /// <param name="shape">The shape; nothing for a single number.</param>
    public static Tensor Fill(double value, params ReadOnlySpan<long> shape) => full(shape.ToArray(), value, dtype: get_default_dtype());

    /// <summary>The places along an axis: 0, 1, 2 ...</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis.</param>
    /// <returns>(places).</returns>
    public static Tensor Index(Tensor x, int axis) => arange(x.shape[axis], dtype: get_default_dtype());

    /// <summary>1 where a condition holds, else 0.</summary>
    /// <param name="condition">The condition.</param>
    public static Tensor Mask(Tensor condition) => condition.to(get_default_dtype());

    /// <summary>One number where a mask is not 0, else another.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="then">Where it is not 0.</param>
    /// <param name="otherwise">Where it is 0.</param>
    public static Tensor Where(Tensor mask, Tensor then, Tensor otherwise) => where(mask != 0, then, otherwise);

    /// <summary>Shares that add up to 1 along an axis.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis.</param>
    public static Tensor Softmax(Tensor x, int axis) => nn.functional.softmax(x, axis);

    /// <summary>The logarithms of shares that add up to 1 along an axis.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis.</param>
    public static Tensor LogSoftmax(Tensor x, int axis) => nn.functional.log_softmax(x, axis);

    /// <summary>The sum of products, by Einstein's convention.</summary>
    /// <param name="equation">A letter for each axis: <c>ab,bc->ac</c>.</param>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor Einsum(string equation, Tensor left, Tensor right) => einsum(equation, left, right);

    /// <summary>The first state of a scan, the same for each example.</summary>
    /// <param name="state">The state of one.</param>
    /// <param name="x">What is read, (batch, ...).</param>
    /// <returns>(batch, ...).</returns>
    public static Tensor PerExample(Tensor state, Tensor x) => state.expand([x.shape[0], .. state.shape]);

    /// <summary>What was kept of each step, side by side.</summary>
    /// <param name="steps">A tensor for each step.</param>
    /// <param name="axis">The axis that the steps become.</param>
    public static Tensor Stack(IEnumerable<Tensor> steps, int axis) => stack(steps, axis);

    /// <summary>log(1 + exp(x)).</summary>
    public static Tensor Softplus(Tensor x) => nn.functional.softplus(x);

    /// <summary>An axis as two: equal parts that follow each other, and the places within one.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="parts">The number of parts.</param>
    /// <returns>The shape with (parts, places) in the place of the axis.</returns>
    public static Tensor Split(Tensor x, int axis, int parts) => x.unflatten(axis, [parts, x.shape[axis] / parts]);

    /// <summary>What came so many steps before; zeros before the start.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis of the steps.</param>
    /// <param name="steps">The number of steps.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Tensor Shift(Tensor x, int axis, int steps)
    {
        var shift = Math.Min(steps, x.shape[axis]);
        var shape = x.shape;
        shape[axis] = shift;
        return cat([zeros(shape, x.dtype), x.narrow(axis, 0, x.shape[axis] - shift)], axis);
    }

    /// <summary>At each step itself and those before it, the newest first; zeros before the start.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis of the steps.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="dilation">How far they are apart.</param>
    /// <returns>The shape with a new axis behind that of the steps.</returns>
    public static Tensor Lags(Tensor x, int axis, int steps, int dilation) =>
        stack([.. Enumerable.Range(0, steps).Select(lag => lag == 0 ? x : Shift(x, axis, lag * dilation))], axis + 1);

    /// <summary>What stands in a table at some places; places beyond an end are that end.</summary>
    /// <param name="table">The table.</param>
    /// <param name="axis">The axis that the places are of.</param>
    /// <param name="places">Whole numbers.</param>
    /// <returns>The shape of the table with that of the places instead of the axis.</returns>
    public static Tensor Lookup(Tensor table, int axis, Tensor places) =>
        // Not an index: its gradient is summed by several threads at once, in no fixed order.
        table.index_select(axis, places.detach().clamp(0, table.shape[axis] - 1).to(ScalarType.Int64).flatten())
            .unflatten(axis, places.shape);

    /// <summary>Two tensors side by side along an axis.</summary>
    public static Tensor Concat(Tensor left, Tensor right, int axis) => cat([left, right], axis);
}
