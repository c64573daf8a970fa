using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Language;

/// <summary>A file of definitions with all that its check depends on.</summary>
/// <param name="File">The file.</param>
/// <param name="Libraries">The files that it brings in, and those that they bring in.</param>
public sealed record LibrarySource(SpecFile File, EquatableArray<SpecFile> Libraries);

/// <summary>
/// Checks files of definitions that no spec brings in: what is wrong in one that is brought in is said where the spec is compiled.
/// </summary>
public static class LibraryCheck
{
    /// <summary>The errors of a file, as warnings: the build needs it not.</summary>
    public static EquatableArray<DiagnosticInfo> Of(LibrarySource source) => ErrorsOf(source)
        .Select(error => new DiagnosticInfo(Rules.WrongUnusedLibrary, error.Location, [error.Message, error.Rule.Id]))
        .ToEquatableArray();

    // What is wrong in the files that it brings in is said there, and what depends on the spec is not said at all.
    private static IEnumerable<DiagnosticInfo> ErrorsOf(LibrarySource source)
    {
        var (small, large) = (ErrorsOf(source, ModelFacts.SmallContext), ErrorsOf(source, ModelFacts.LargeContext));
        return small.Intersect(large).Where(error =>
            error.Rule.IsError && (error.Location.File == source.File.Path || ClosesCycle(error, source)));
    }

    // A file that brings in this one again is wrong only together with it.
    private static bool ClosesCycle(DiagnosticInfo error, LibrarySource source) => error.Rule == Rules.LibraryCycle
        && source.Libraries.First(file => file.Path == error.Location.File) is { RelativePath: var other }
        && SpecChain.Resolve(other, error.Arguments[0]) == source.File.RelativePath;

    private static EquatableArray<DiagnosticInfo> ErrorsOf(LibrarySource source, int context)
    {
        var diagnostics = new DiagnosticBag();
        ModelCompiler.Define(
            source.File, source.Libraries.Prepend(source.File).ToEquatableArray(), new(context, null, true, "", _ => true), diagnostics);
        return diagnostics.ToArray();
    }
}
