using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Emit;

/// <summary>All that the code of one experiment is made from: no place in a file, so that a moved line changes nothing.</summary>
/// <param name="Name">The path of the spec below the project without its ending.</param>
/// <param name="File">The path with its ending.</param>
/// <param name="Type">Where the class stands.</param>
/// <param name="Description">One sentence, or empty.</param>
/// <param name="Settings">The settings, without the model.</param>
/// <param name="Model">The model as the spec gives it.</param>
/// <param name="Graph">The model; null where it is counted.</param>
public sealed record ExperimentUnit(
    string Name,
    string File,
    TypeName Type,
    string Description,
    EquatableArray<Setting> Settings,
    UnitModel Model,
    ModelGraph? Graph)
{
    /// <summary>The examples of a step of training; null where they are the whole split.</summary>
    public double? Batch => Find("training.batch") is IntegerValue examples ? examples.Value : null;

    /// <summary>Whether the network can be looked into while it trains.</summary>
    public bool IsObserved { get; init; }

    /// <summary>The value at a dotted path, or null where it is not set or does not apply.</summary>
    public SettingValue? Find(string path) => Settings.FirstOrDefault(setting => setting.Path == path)?.Value;
}

/// <summary>A model as a spec gives it, without places.</summary>
/// <param name="Type">The name of a preset, <c>ngram</c>, or <c>program</c>.</param>
/// <param name="Program">The program, its lines ended by <c>\n</c>; null where there is none.</param>
public sealed record UnitModel(string Type, string? Program);

/// <summary>The name of a generated class.</summary>
/// <param name="Namespace">Its namespace; empty is the global one.</param>
/// <param name="Class">The class.</param>
/// <param name="HintName">The name of its generated file.</param>
/// <param name="Property">Its name in the list of experiments.</param>
public sealed record TypeName(string Namespace, string Class, string HintName, string Property)
{
    /// <summary>The name of its other file, which holds the settings.</summary>
    public string SpecHintName => HintName.Substring(0, HintName.Length - ".g.cs".Length) + ".Spec.g.cs";

    /// <summary>The name of the file with what looks into its network.</summary>
    public string DiagnosticsHintName => HintName.Substring(0, HintName.Length - ".g.cs".Length) + ".Diagnostics.g.cs";

    /// <summary>The class that it stands in; empty for one of its own.</summary>
    public string Outer { get; init; } = "";

    /// <summary>The namespace of the project's top folder.</summary>
    public string RootNamespace { get; init; } = "";

    /// <summary>The class with its namespace.</summary>
    public string FullName => string.Join(".", new[] { Namespace, Outer, Class }.Where(part => part.Length > 0));

    /// <summary>The full name for use in generated code.</summary>
    public string Global => "global::" + FullName;
}
