namespace Makemore.Runtime.Simd.Networks;

/// <summary>A network for each thread, over the same parameters. Each has memory of its own for what it computes.</summary>
internal sealed class SimdCrew : IDisposable
{
    private readonly SimdNetwork[] networks;

    /// <summary>Makes the twins of a network.</summary>
    /// <param name="network">The network; it stays its owner's.</param>
    /// <param name="twin">Makes one that shares its parameters.</param>
    /// <param name="threads">The number of threads.</param>
    public SimdCrew(SimdNetwork network, Func<SimdParameters, SimdNetwork> twin, int threads)
    {
        networks = new SimdNetwork[Math.Max(1, threads)];
        networks[0] = network;
        for (var thread = 1; thread < networks.Length; thread++)
        {
            networks[thread] = twin(network.Parameters.Twin());
            networks[thread].LabelSmoothing = network.LabelSmoothing;
        }
    }

    /// <summary>The threads.</summary>
    public int Count => networks.Length;

    /// <summary>The network of a thread; that of the first has the derivatives that an optimizer reads.</summary>
    public SimdNetwork this[int thread] => networks[thread];

    /// <summary>Does pieces of work, each with a network of its own.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="work">Does one.</param>
    public void Each(int count, Action<SimdNetwork, int> work) => new SimdTeam((thread, piece) => work(networks[thread], piece), Count).Run(count);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var twin in networks.AsSpan(1))
        {
            twin.Dispose();
        }
    }
}
