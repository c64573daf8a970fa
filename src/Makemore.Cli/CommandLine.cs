using System.CommandLine;
using System.CommandLine.Invocation;
using Makemore.Cli.Reports;
using Makemore.Cli.Terminals;
using Makemore.Runtime;
using Makemore.Runtime.Models;

namespace Makemore.Cli;

/// <summary>The program: commands on the experiments of a project.</summary>
public static class CommandLine
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    /// <summary>Does what the arguments ask; the whole of a project's <c>Main</c>.</summary>
    /// <param name="experiments">All experiments of the project.</param>
    /// <param name="args">The arguments of the process.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 bad usage or input, 130 interrupted.</returns>
    public static int Run(IReadOnlyList<Experiment> experiments, string[] args)
    {
        using var interruption = new Interruption();
        return Run(experiments, args, Surroundings.OfProcess(interruption.Token));
    }

    /// <summary>The same in given surroundings, so that tests run commands side by side in one process.</summary>
    internal static int Run(IReadOnlyList<Experiment> experiments, IReadOnlyList<string> args, Surroundings surroundings)
    {
        var terminal = new Terminal(surroundings, json: args.Contains("--json"), quiet: args.Contains("--quiet"));
        try
        {
            var parsed = new Grammar(experiments, surroundings, terminal).Root.Parse(
                args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
            {
                throw UsageErrors.Of(parsed);
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = surroundings.Output,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (MakemoreException exception)
        {
            return Fail(exception.Message, exception.ExitCode, exception);
        }
        catch (OperationCanceledException exception) when (surroundings.Cancellation.IsCancellationRequested)
        {
            return Fail(
                "Interrupted. The same command goes on from the last checkpoint.", Interrupted, exception);
        }
        catch (Exception exception)
        {
            return Fail(
                $"{exception.Message} ({exception.GetType().Name}; MAKEMORE_DEBUG=1 shows where)", Failed, exception);
        }

        int Fail(string message, int exitCode, Exception exception)
        {
            if (surroundings.Variable("MAKEMORE_DEBUG") is not null)
            {
                terminal.Warn(exception.ToString());
            }

            return new ErrorReport(message, exitCode).Show(terminal);
        }
    }
}
