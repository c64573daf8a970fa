namespace Makemore.Runtime.Models;

/// <summary>
/// Which numbers a backend computes. The version is raised by hand when the same run comes to other results, so that a new
/// runtime trains again what would come out differently, and nothing else; golden losses in the tests tell when it is due.
/// </summary>
/// <param name="Backend">The backend: <c>torch</c>.</param>
/// <param name="Version">The version of its results.</param>
public sealed record BackendNumerics(string Backend, int Version)
{
    /// <summary>As a run records it: <c>torch 1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Backend} {Version}");
}
