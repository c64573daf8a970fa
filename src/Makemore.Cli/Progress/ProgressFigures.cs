using Makemore.Runtime.Training;

namespace Makemore.Cli.Progress;

/// <summary>What is known of a run that goes on, at one moment.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Phase">What it is at.</param>
internal sealed record ProgressFigures(string Name, TrainingPhase Phase)
{
    /// <summary>Which of several experiments it is.</summary>
    public Turn Turn { get; init; } = Turn.Only;

    /// <summary>How long the phase has taken so far.</summary>
    public TimeSpan InPhase { get; init; }

    /// <summary>The steps made; those of a checkpoint included.</summary>
    public long Step { get; init; }

    /// <summary>The number of steps in all; 0 where there are none, or none yet.</summary>
    public long Steps { get; init; }

    /// <summary>The loss of the last batch, in nats per token.</summary>
    public double? Loss { get; init; }

    /// <summary>The last loss of the dev split, in nats per token.</summary>
    public double? DevLoss { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public double? Rate { get; init; }

    /// <summary>The steps in a second.</summary>
    public double? StepsPerSecond { get; init; }

    /// <summary>The tokens in a second that are learnt to foresee.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>The time to the last step.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>The losses so far, from the first to the last.</summary>
    public IReadOnlyList<double> Curve { get; init; } = [];

    /// <summary>The same after a step.</summary>
    public ProgressFigures With(in TrainingProgress progress, TrainingPace pace) => this with
    {
        Step = progress.Step + 1,
        Steps = progress.Steps,
        Loss = progress.Loss,
        DevLoss = progress.DevLoss,
        Rate = progress.Rate,
        StepsPerSecond = pace.StepsPerSecond,
        TokensPerSecond = pace.TokensPerSecond,
        Left = pace.Left,
    };
}
