using System.Globalization;
using Makemore.Cli.Reports;
using Makemore.Format;
using Makemore.Runtime;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sampling;

namespace Makemore.Cli.Commands;

/// <summary>A user who writes beginnings, one a line, and gets samples that go on from there.</summary>
internal sealed class SamplingSession
{
    private const string Section = "sampling.";
    private static readonly string[] Settings =
        [.. Overrides.Settings.Where(key => key.Section == "sampling").Select(key => key.Name)];

    private readonly Invocation invocation;
    private readonly Sampler sampler;
    private RunPlan plan;

    private SamplingSession(Invocation invocation, RunPlan plan, TrainedModel trained) =>
        (this.invocation, this.plan, sampler) = (invocation, plan, new Sampler(trained.Model, trained.Corpus.Tokenizer));

    /// <summary>Answers until the input ends, or the user does.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="plan">The run, with the settings of sampling at the beginning.</param>
    /// <param name="trained">Its model.</param>
    public static Report Run(Invocation invocation, RunPlan plan, TrainedModel trained)
    {
        var session = new SamplingSession(invocation, plan, trained);
        invocation.Terminal.Tell("Write a beginning, or :help. The end of the input, or :quit, ends it.");
        while (session.Ask() is { } line && session.Answer(line))
        {
        }

        return new SaidReport();
    }

    // A line of the user; null at the end of the input.
    private string? Ask()
    {
        if (invocation.Surroundings.InputIsTerminal)
        {
            invocation.Surroundings.Error.Write("> ");
            invocation.Surroundings.Error.Flush();
        }

        return invocation.Surroundings.Input.ReadLine();
    }

    // Whether there is more to come; what is wrong with a line does not end the session.
    private bool Answer(string line)
    {
        try
        {
            if (!line.StartsWith(':'))
            {
                Sample(line);
                return true;
            }

            return Obey(line[1..].Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        catch (MakemoreException error)
        {
            invocation.Terminal.Warn(error.Message);
            return true;
        }
    }

    private void Sample(string beginning)
    {
        string[] samples = [.. sampler.Sample(plan.Spec.Sampling, beginning, invocation.Surroundings.Cancellation)];
        new SampleReport(plan.Name, "", samples).WriteTo(invocation.Terminal);
        invocation.Terminal.WriteLine();
        invocation.Surroundings.Output.Flush();
        // The same beginning shall go on otherwise the next time.
        Set("seed", ((plan.Spec.Sampling.Seed + 1) & long.MaxValue).ToString(CultureInfo.InvariantCulture));
    }

    private bool Obey(string[] words)
    {
        switch (words)
        {
            case ["quit" or "q"]:
                return false;
            case [] or ["help"]:
                Help();
                return true;
            case [var name] when Settings.Contains(name):
                invocation.Terminal.Tell($"{name} is {plan.Text(Section + name)}");
                return true;
            case [var name, var value] when Settings.Contains(name):
                Set(name, value);
                return true;
            default:
                throw new MakemoreException($"There is no command ':{words[0]}'.{Suggestion.For(words[0], Settings.Concat(["help", "quit"]))} `:help` shows all.");
        }
    }

    private void Set(string name, string value) => plan = Overrides.Apply(plan, [(Section + name, value)]);

    private void Help()
    {
        foreach (var name in Settings)
        {
            var key = SpecKeys.Find(Section + name)!;
            invocation.Terminal.Tell($"  {$":{name} {plan.Text(key.Path)}",-26}{key.Summary}");
        }

        invocation.Terminal.Tell($"  {":quit",-26}Ends it, as the end of the input does.");
        invocation.Terminal.Tell("Every other line is a beginning; an empty one lets the model begin.");
    }
}
