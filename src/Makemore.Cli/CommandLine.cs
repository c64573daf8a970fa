using System.CommandLine;
using System.CommandLine.Invocation;
using Makemore.Cli.Commands;
using Makemore.Cli.Reports;
using Makemore.Cli.Terminals;
using Makemore.Runtime;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;

namespace Makemore.Cli;

/// <summary>The program: commands on the experiments of a project.</summary>
public static class CommandLine
{
    private const int Interrupted = 130;

    /// <summary>Does what the arguments ask; the whole of a project's <c>Main</c>.</summary>
    /// <param name="experiments">All experiments of the project.</param>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="sweeps">All sweeps of the project; null where it has none.</param>
    /// <param name="additions">What the project brings beside the command line; null where that is nothing.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 bad usage or input, 130 interrupted.</returns>
    public static int Run(
        IReadOnlyList<Experiment> experiments, string[] args, IReadOnlyList<Sweep>? sweeps = null, Additions? additions = null)
    {
        using var interruption = new Interruption();
        AppDomain.CurrentDomain.UnhandledException += (_, failure) => Environment.Exit(FailOutside((Exception)failure.ExceptionObject));
        try
        {
            return Run(experiments, args, Surroundings.OfProcess(interruption.Token), sweeps, additions);
        }
        catch (Exception exception)
        {
            return FailOutside(exception);
        }
    }

    /// <summary>The same in given surroundings, so that tests run commands side by side in one process.</summary>
    internal static int Run(
        IReadOnlyList<Experiment> experiments,
        IReadOnlyList<string> args,
        Surroundings surroundings,
        IReadOnlyList<Sweep>? sweeps = null,
        Additions? additions = null)
    {
        var terminal = new Terminal(surroundings, json: args.Contains("--json"), quiet: args.Contains("--quiet"));
        var kept = new KeptWork();
        using var interruption = surroundings.Cancellation.Register(() => terminal.Tell("Stopping. A second Ctrl-C ends at once."));
        try
        {
            using var deadline = new Deadline(surroundings, End);
            var grammar = new Grammar(experiments, sweeps ?? [], additions ?? new(), surroundings, terminal, kept);
            return Invoke(grammar, args, surroundings, terminal);
        }
        catch (OperationCanceledException) when (surroundings.Cancellation.IsCancellationRequested)
        {
            return End();
        }
        catch (RunStoppedException stopped)
        {
            return new ErrorReport(stopped.Message, Interrupted).Show(terminal);
        }
        catch (Exception exception)
        {
            if (surroundings.Variable(Failure.DebugVariable) is not null)
            {
                terminal.Warn(exception.ToString());
            }

            return new ErrorReport(Failure.Sentence(exception), Failure.ExitCode(exception)).Show(terminal);
        }

        int End() => new ErrorReport(kept.Message, Interrupted).Show(terminal);
    }

    private static int Invoke(Grammar grammar, IReadOnlyList<string> args, Surroundings surroundings, Terminal terminal)
    {
        var parsed = grammar.Root.Parse(
            args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            throw UsageErrors.Of(parsed);
        }

        return grammar.HelpOf(parsed)?.Show(terminal) ?? parsed.Invoke(new InvocationConfiguration
        {
            Output = surroundings.Output,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    // What fails before there is a terminal, on a thread of its own, or because nothing can be written any more.
    private static int FailOutside(Exception exception)
    {
        try
        {
            var isDebugged = Environment.GetEnvironmentVariable(Failure.DebugVariable) is { Length: > 0 };
            Console.Error.WriteLine("error: " + (isDebugged ? exception.ToString() : Failure.Sentence(exception)));
        }
        catch (IOException)
        {
            // The error stream is closed: the exit code is all that is left to say it with.
        }

        return Failure.ExitCode(exception);
    }
}
