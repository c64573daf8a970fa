using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Tests.Diagnostics;

/// <summary>Observations of a network that is as it should be, to be made worse by a test.</summary>
internal static class Sample
{
    public static Observation Observation(long step, double rate = 0.1) => new(
        step, Loss: 3.3, rate, Vocabulary: 27,
        [Layer("first.tanh"), Layer("second.tanh"), Layer("third.tanh")],
        [Parameter("first.weight"), Parameter("second.weight"), Parameter("third.weight")]);

    public static LayerObservation Layer(
        string name, ActivationFunction function = ActivationFunction.Tanh, double deviation = 0.65, double saturation = 0.05, int dead = 0, double gradient = 0.003) =>
        new(name, function, Units: 100, Spread(deviation), saturation, dead, Spread(gradient));

    public static ParameterObservation Parameter(string name, double gradient = 0.001, double update = -3) =>
        new(name, [30, 100], Mean: 0, Deviation: 0.1, Spread(gradient), update);

    private static Distribution Spread(double deviation) => new(0, deviation, Histogram.Of([-1, 0.5f, 1], -1, 1));
}
