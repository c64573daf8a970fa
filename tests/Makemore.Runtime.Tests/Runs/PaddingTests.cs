using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tests.Torch.Operations;
using Makemore.Runtime.Tests.Torch.Operations.Specs;
using Makemore.Runtime.Training;
using Makemore.Tests.Platforms;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

/// <summary>Lines end long before a large context does: what lies between must not be seen anywhere.</summary>
[Collection(DefaultNumberType.Name)]
[NeedsTorch]
public sealed class PaddingTests : IDisposable
{
    private readonly TestFolder folder = new();

    public PaddingTests() => folder.Write("words.txt", "an\nab\nba\nnab\nban\nnan\nana\nn\nbab\nna\nanb\nb\nabb\nbn\n");

    public static TheoryData<Experiment> Networks => [new ConvBatchnorm(), new Gru(), new Attention(), new Batchnorm()];

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_context_of_a_sequence_model_changes_no_loss_on_lines_that_fit(Experiment experiment)
    {
        var expected = Losses(experiment, context: 4);

        Assert.All([16, 128], context =>
        {
            var actual = Losses(experiment, context);
            Assert.Equal(expected.Train!.Value, actual.Train!.Value, 1e-6);
            Assert.Equal(expected.Dev!.Value, actual.Dev!.Value, 1e-6);
        });
    }

    public void Dispose() => folder.Dispose();

    private SplitLosses Losses(Experiment experiment, int context)
    {
        var plan = RunPlan.Of(experiment);
        plan = plan with
        {
            Spec = plan.Spec with
            {
                Context = context,
                Dataset = new() { Path = "words.txt" },
                Training = plan.Spec.Training with { Steps = 20, Batch = 3, LearningRate = Schedule.Constant(0.1) },
            },
        };
        return Runner.Run(
            plan, new(Path.Combine(folder.Path, "runs"), folder.Options), ITrainingObserver.Silent,
            TestContext.Current.CancellationToken).Losses;
    }
}
