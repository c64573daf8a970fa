using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sampling;

namespace Makemore.Cli.Commands;

/// <summary>Draws samples from a trained model.</summary>
internal static class SampleCommand
{
    /// <summary>Samples an experiment, and trains it first where it is not up to date.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="name">The experiment.</param>
    /// <param name="sampling">The settings of sampling that differ from the spec's; the run stays the same.</param>
    /// <param name="prompt">The text that each sample starts with.</param>
    /// <param name="isInteractive">Whether the user writes beginnings, one a line.</param>
    public static Report Run(
        Invocation invocation, string name, IEnumerable<(string Key, string Value)> sampling, string prompt, bool isInteractive)
    {
        if (isInteractive && invocation.Terminal.IsJson)
        {
            throw new MakemoreException("--interactive answers line by line, and --json is one object: give one of them.");
        }

        var plan = invocation.Plan(Selection.Single(invocation.Experiments, name));
        var asked = Overrides.Apply(plan, sampling);
        var (result, _) = invocation.Finish(plan);
        using var trained = Runner.Open(plan, invocation.RunnerOptions);
        if (isInteractive)
        {
            return SamplingSession.Run(invocation, asked, trained);
        }

        var sampler = new Sampler(trained.Model, trained.Corpus.Tokenizer);
        return new SampleReport(
            result.Name, result.Hash, [.. sampler.Sample(asked.Spec.Sampling, prompt, invocation.Surroundings.Cancellation)]);
    }
}
