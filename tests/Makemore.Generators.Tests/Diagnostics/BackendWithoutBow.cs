using Makemore.Generators.Emit;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Tests.Diagnostics;

/// <summary>A backend that lacks the operation <c>bow</c>, and writes nothing.</summary>
internal sealed class BackendWithoutBow : IBackend
{
    public string Name => "bowless";

    public IReadOnlyList<string> UsingsOf(ExperimentUnit unit) => [];

    public bool Has(Operation operation) => operation is not Layer { Kind: LayerKind.Bow };

    public string BaseOf(ExperimentUnit unit) => throw new NotSupportedException();

    public void WriteModel(CodeWriter writer, ExperimentUnit unit) => throw new NotSupportedException();

    public string? DiagnosticsOf(ExperimentUnit unit) => null;

    public void WriteMembers(CodeWriter writer, ExperimentUnit unit) => throw new NotSupportedException();
}
