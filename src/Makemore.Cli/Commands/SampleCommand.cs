using Makemore.Cli.Reports;
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
    public static Report Run(
        Invocation invocation, string name, IEnumerable<(string Key, string Value)> sampling, string prompt)
    {
        var plan = invocation.Plan(Selection.Single(invocation.Experiments, name));
        var settings = Overrides.Apply(plan, sampling).Spec.Sampling;
        var (result, _) = invocation.Finish(plan);
        using var trained = Runner.Open(plan, invocation.RunnerOptions);
        var sampler = new Sampler(trained.Model, trained.Corpus.Tokenizer);
        return new SampleReport(
            result.Name, result.Hash, [.. sampler.Sample(settings, prompt, invocation.Surroundings.Cancellation)]);
    }
}
