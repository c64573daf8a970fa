namespace Makemore.Runtime.Ngram.Counting;

/// <summary>
/// How n-grams are packed into keys: <see cref="Order"/> codes of <see cref="TokenBits"/> bits, the first token in the
/// highest ones. The code of a token is its id + 1, so that 0 is no token. A generated class gives both numbers as
/// constants, and the compiler folds them into the loop that counts.
/// </summary>
public interface INgramLayout
{
    /// <summary>The tokens of an n-gram.</summary>
    int Order { get; }

    /// <summary>The bits of a token's code.</summary>
    int TokenBits { get; }
}

/// <summary>A layout that is only known at run time.</summary>
/// <param name="Order">The tokens of an n-gram.</param>
/// <param name="TokenBits">The bits of a token's code.</param>
public readonly record struct NgramLayout(int Order, int TokenBits) : INgramLayout
{
    /// <summary>The bits that hold the codes of a vocabulary, and of the start of a document behind it.</summary>
    public static int BitsFor(int vocabulary) => 32 - int.LeadingZeroCount(vocabulary + 1);
}
