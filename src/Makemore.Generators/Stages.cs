namespace Makemore.Generators;

/// <summary>The named stages of the pipeline, for tests that ask what was computed again.</summary>
public enum Stages
{
    /// <summary>The project's options.</summary>
    Project,

    /// <summary>The texts of the specs.</summary>
    Files,

    /// <summary>The trees of the specs.</summary>
    Parsed,

    /// <summary>The specs that others extend.</summary>
    Bases,

    /// <summary>Each spec with the specs that it extends.</summary>
    Chains,

    /// <summary>Each spec with the files of definitions that it brings in.</summary>
    Libraries,

    /// <summary>The files of definitions that specs bring in.</summary>
    UsedLibraries,

    /// <summary>The files of definitions that no spec brings in, with those that they bring in.</summary>
    UnusedLibraries,

    /// <summary>What is wrong in files of definitions that no spec brings in.</summary>
    CheckedLibraries,

    /// <summary>Units and diagnostics.</summary>
    Compiled,

    /// <summary>The specs whose names are one.</summary>
    Clashes,

    /// <summary>What code is made from.</summary>
    Units,

    /// <summary>Each sweep with the experiments that it is over.</summary>
    SweepSources,

    /// <summary>Units and diagnostics of sweeps.</summary>
    Sweeps,

    /// <summary>The lists of experiments and sweeps.</summary>
    Registry,

    /// <summary>What is reported.</summary>
    Diagnostics,
}

/// <summary>What the compiler knows of the project.</summary>
/// <param name="RootNamespace">The namespace of generated classes in the top folder, as C# takes it.</param>
/// <param name="Folder">The project's folder.</param>
/// <param name="HasTorch">Whether the project refers to the torch backend.</param>
public sealed record ProjectOptions(string RootNamespace, string Folder, bool HasTorch = true)
{
    /// <summary>Whether networks can be looked into while they train, also where a spec does not ask for it.</summary>
    public bool HasDiagnostics { get; init; }

    /// <summary>A path below the project, with <c>/</c>; the file's name where it lies elsewhere.</summary>
    public string Relative(string path)
    {
        var full = path.Replace('\\', '/');
        var folder = Folder.Replace('\\', '/').TrimEnd('/') + "/";
        return folder.Length > 1 && full.StartsWith(folder, StringComparison.Ordinal)
            ? full.Substring(folder.Length)
            : full.Substring(full.LastIndexOf('/') + 1);
    }
}
