namespace Makemore.Runtime.Pipelines;

/// <summary>What a stage came to: a value, or why there is none.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess => this is Success;

    /// <summary>The value.</summary>
    /// <exception cref="MakemoreException">There is none; the message says why.</exception>
    public T Value => this switch
    {
        Success success => success.Result,
        _ => throw new MakemoreException(Error, (this as Failure)?.Exception),
    };

    /// <summary>Why there is no value, as a sentence for the user; empty where there is one.</summary>
    public string Error => this is Failure failure ? failure.Exception.Message : "";

    /// <summary>A value is an outcome.</summary>
    public static implicit operator Outcome<T>(T value) => new Success(value);

    /// <summary>The next stage, which may fail as well; a failure passes through.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> stage) => Match(stage, error => new Outcome<TNext>.Failure(error));

    /// <summary>The next stage; a failure passes through.</summary>
    public Outcome<TNext> Map<TNext>(Func<T, TNext> stage) => Then(value => new Outcome<TNext>.Success(stage(value)));

    /// <summary>One of two, by whether there is a value.</summary>
    public TResult Match<TResult>(Func<T, TResult> success, Func<Exception, TResult> failure) => this switch
    {
        Success { Result: var value } => success(value),
        Failure { Exception: var error } => failure(error),
        _ => throw new InvalidOperationException($"There is no outcome {GetType().Name}."),
    };

    /// <inheritdoc/>
    public sealed override string ToString() => Match(value => value?.ToString() ?? "", error => error.Message);

    /// <summary>Tries a stage. What goes wrong is the outcome, except that somebody wants to stop.</summary>
    internal static Outcome<T> Of(Func<T> stage)
    {
        try
        {
            return new Success(stage());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new Failure(error);
        }
    }

    /// <summary>There is a value.</summary>
    /// <param name="Result">The value.</param>
    public sealed record Success(T Result) : Outcome<T>;

    /// <summary>There is none.</summary>
    /// <param name="Exception">Why: a <see cref="MakemoreException"/> where the user can mend it.</param>
    public sealed record Failure(Exception Exception) : Outcome<T>;
}
