namespace Makemore.Runtime.Display;

/// <summary>A point of a loss curve.</summary>
/// <param name="Step">The steps made before; the mean of those that a thinned point stands for.</param>
/// <param name="Loss">Nats per token; another figure where a plot shows one over the steps.</param>
public readonly record struct CurvePoint(double Step, double Loss);
