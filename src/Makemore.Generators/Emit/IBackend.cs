using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit;

/// <summary>What writes the code of an experiment for one value of <c>training.backend</c>.</summary>
internal interface IBackend
{
    /// <summary>The word of <c>training.backend</c>.</summary>
    string Name { get; }

    /// <summary>Whether it can compute an operation; what it cannot is an error at the operation.</summary>
    bool Has(Operation operation);

    /// <summary>The class that the experiment's own extends.</summary>
    string BaseOf(ExperimentUnit unit);

    /// <summary>Writes what a reader wants to see: the inside of the class in <c>X.g.cs</c>.</summary>
    void WriteModel(CodeWriter writer, ExperimentUnit unit);

    /// <summary>The namespaces and names that <see cref="WriteModel"/> uses, as using directives.</summary>
    IReadOnlyList<string> UsingsOf(ExperimentUnit unit);

    /// <summary>Writes what the runtime needs to know of the model: a part of the class in <c>X.Spec.g.cs</c>.</summary>
    void WriteMembers(CodeWriter writer, ExperimentUnit unit);

    /// <summary>What looks into the network while it trains: a part of the class in <c>X.Diagnostics.g.cs</c>; null where there is none.</summary>
    string? DiagnosticsOf(ExperimentUnit unit);
}
