namespace Makemore.Cli.Progress;

/// <summary>Which of several experiments it is.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct Turn(int Number, int Count)
{
    /// <summary>The only one.</summary>
    public static Turn Only { get; } = new(1, 1);

    /// <summary>Whether there are others.</summary>
    public bool IsOneOfSeveral => Count > 1;

    /// <summary><c>experiment 1 of 3</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"experiment {Number} of {Count}");
}
