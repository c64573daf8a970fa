using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Models;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

public sealed class TrainedTokenizerTests
{
    private const int Vocabulary = 265;

    [Theory]
    [InlineData(TokenizerType.Word)]
    [InlineData(TokenizerType.Bpe)]
    public void An_interrupted_run_learns_the_same_tokens_again(TokenizerType type)
    {
        using var whole = new TestRuns();
        using var interrupted = new TestRuns();
        var plan = Plan(type);
        whole.Run(plan);

        interrupted.Interrupt(plan, step: 22);
        interrupted.Run(plan);

        Assert.Equal(whole.Outcome(plan), interrupted.Outcome(plan));
    }

    [Theory]
    [InlineData(TokenizerType.Word)]
    [InlineData(TokenizerType.Bpe)]
    public void A_finished_run_keeps_its_tokens(TokenizerType type)
    {
        using var runs = new TestRuns();
        var plan = Plan(type);
        runs.Run(plan);

        using var trained = Runner.Open(plan, runs.Options);

        Assert.Equal(Vocabulary, trained.Corpus.Tokenizer.VocabularySize);
        Assert.Equal(File.ReadAllText(runs.FolderOf(plan).Tokenizer), trained.Corpus.Tokenizer.Save());
        Assert.Equal("Zoë 👍", trained.Corpus.Tokenizer.Decode(trained.Corpus.Tokenizer.Encode("Zoë 👍")));
    }

    private static RunPlan Plan(TokenizerType type) => RunPlan.Of(new SoftmaxExperiment(
        TestRuns.Spec with { Name = $"tokens/{type}", Tokenizer = new() { Type = type, Vocabulary = Vocabulary } }));
}
