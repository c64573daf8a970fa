using Makemore.Cli.Reports;
using Makemore.Format;
using Makemore.Runtime;
using Makemore.Runtime.Models;
using Makemore.Runtime.Pages;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Sqlite;

namespace Makemore.Cli.Commands;

/// <summary>Writes what there is to see of runs and sweeps as a page for the browser.</summary>
internal static class ReportCommand
{
    /// <summary>What is said where nothing writes pages.</summary>
    public const string NoPages =
        "No report is written, since this project brings no pages: refer to Makemore.Pages, and hand `new() { Pages = new HtmlPages() }` to `CommandLine.Run`.";

    private const string Ending = ".html";

    /// <summary>Writes the page of a run, or one that compares several; experiments that are not up to date are trained first.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="patterns">Names, globs, <c>name@hash</c>, or paths of run folders.</param>
    /// <param name="output">The file; null for one beside the run, or below the folder of all runs.</param>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns, string? output)
    {
        var pages = Pages(invocation);
        var given = Output(invocation, output);
        RunFolder[] runs = [.. patterns.SelectMany(pattern => Runs(invocation, pattern)).DistinctBy(run => run.Path)];
        var page = runs is [var run]
            ? pages.OfRun(Project(invocation), run, invocation.Surroundings.Cancellation)
            : pages.OfRuns(Project(invocation), runs);
        var names = RunFileNames.Of([.. runs.Select(each => $"{each.Identity.Experiment}@{each.Hash[..6]}")]);
        return Write(given ?? (runs is [var only] ? only.Page : Path.Combine(invocation.Folders.Runs, "report", names + Ending)), page);
    }

    /// <summary>Writes the page of the last study of a sweep; no trial is run for it.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="name">The sweep.</param>
    /// <param name="output">The file; null for one beside the charts of the study.</param>
    /// <param name="ledgerFile">The file of the ledger; null is the project's.</param>
    public static Report OfSweep(Invocation invocation, string name, string? output, string? ledgerFile)
    {
        var pages = Pages(invocation);
        var given = Output(invocation, output);
        var sweep = SweepCommand.Find(invocation.Sweeps, name);
        var path = SweepCommand.LedgerPath(invocation, ledgerFile);
        if (!File.Exists(path))
        {
            throw new MakemoreException($"The sweep '{sweep.Name}' has not been run: there is no ledger {path}. `sweep {sweep.Name}` runs it.");
        }

        using var ledger = SqliteLedger.Open(path);
        var study = SweepCommand.RequireLast(sweep, ledger);
        var page = pages.OfStudy(Project(invocation), sweep, study.Identity.Hash, ledger.Trials(study));
        return Write(given ?? Path.Combine(SweepCommand.StudyFolder(invocation, study), "report" + Ending), page);
    }

    /// <summary>Writes the page of a run as it is, beside it, and gives its path; null where nothing writes pages.</summary>
    public static string? Of(Invocation invocation, RunFolder run)
    {
        if (invocation.Pages is not { } pages)
        {
            return null;
        }

        Write(run.Page, pages.OfRun(Project(invocation), run, invocation.Surroundings.Cancellation));
        return run.Page;
    }

    private static IPages Pages(Invocation invocation) => invocation.Pages ?? throw new MakemoreException(NoPages);

    private static PageProject Project(Invocation invocation) => new(invocation.Experiments, invocation.SweepOptions, experiment => Code(invocation, experiment));

    private static string? Code(Invocation invocation, Experiment experiment)
    {
        try
        {
            return GeneratedCode.Of(invocation.Surroundings.ProgramFolder, experiment);
        }
        catch (MakemoreException)
        {
            // A program that was moved without the files beside it; the page says that there is no code.
            return null;
        }
    }

    // A name alone is the run of the experiment, which is made now where it is not up to date; the others are there as they are.
    private static IEnumerable<RunFolder> Runs(Invocation invocation, string pattern)
    {
        if (!pattern.Contains('@', StringComparison.Ordinal)
            && invocation.Experiments.Any(experiment => Glob.Matches(Glob.WithoutEnding(pattern), experiment.Name)))
        {
            return Selection.Find(invocation.Experiments, [pattern]).Select(experiment =>
            {
                var plan = invocation.Plan(experiment);
                invocation.Finish(plan);
                return RunFolder.Of(plan, invocation.RunnerOptions);
            });
        }

        return RunSelection.Present(invocation.Catalog(), invocation.Surroundings.CurrentFolder, [pattern]).Select(run => run.Folder);
    }

    private static string? Output(Invocation invocation, string? output)
    {
        if (output is null)
        {
            return null;
        }

        var path = Path.GetFullPath(output, invocation.Surroundings.CurrentFolder);
        return Path.GetExtension(path) switch
        {
            Ending or ".htm" => path,
            "" => path + Ending,
            var ending => throw new MakemoreException($"--output: expected a file that ends in {Ending}, found '{ending}'."),
        };
    }

    private static PageReport Write(string path, string page)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, page);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"The report cannot be written to {path}: {error.Message}", error) { ExitCode = 1 };
        }

        return new([path]);
    }
}
