using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Models;

/// <summary>What generated code checks again at run time, since an override could break it.</summary>
public static class Requirement
{
    /// <summary>A size must be 1 or more.</summary>
    /// <exception cref="MakemoreException">It is not.</exception>
    public static void Positive(string name, int value)
    {
        if (value < 1)
        {
            throw new MakemoreException($"'{name}' is {value}, but it must be 1 or more. Give another value with --{name}.");
        }
    }

    /// <summary>Two sizes must be equal.</summary>
    /// <exception cref="MakemoreException">They are not.</exception>
    public static void Equal(string step, string leftText, long left, string rightText, long right)
    {
        if (left != right)
        {
            throw new MakemoreException($"'{step}' needs {leftText} = {rightText}, but these are {left} and {right}. Change one of them.");
        }
    }

    /// <summary>A size must be a multiple of another.</summary>
    /// <exception cref="MakemoreException">It is not.</exception>
    public static void Multiple(string step, string leftText, long left, string rightText, long right)
    {
        if (right == 0 || left % right != 0)
        {
            throw new MakemoreException($"'{step}' needs {leftText} to be a multiple of {rightText}, but these are {left} and {right}. Change one of them.");
        }
    }

    /// <summary>A number must be as large as another, or larger.</summary>
    /// <exception cref="MakemoreException">It is not.</exception>
    public static void AtLeast(string step, string leftText, double left, string rightText, double right)
    {
        if (!(left >= right))
        {
            throw new MakemoreException(FormattableString.Invariant($"'{step}' needs {leftText} to be {rightText} or more, but it is {left}. Change it."));
        }
    }

    /// <summary>A number must be smaller than another.</summary>
    /// <exception cref="MakemoreException">It is not.</exception>
    public static void Below(string step, string leftText, double left, string rightText, double right)
    {
        if (!(left < right))
        {
            throw new MakemoreException(FormattableString.Invariant($"'{step}' needs {leftText} to be below {rightText}, but it is {left}. Change it."));
        }
    }

    /// <summary>What is wrong with a share of <c>regularization.dropout</c> that has no place in the network; null where nothing is.</summary>
    /// <param name="spec">The settings.</param>
    /// <param name="hasDropout">Whether the network was compiled with a place for it.</param>
    public static MakemoreException? MissingDropout(ExperimentSpec spec, bool hasDropout) => spec.Regularization.Dropout == 0 || hasDropout ? null
        : new($"regularization.dropout: the network of '{spec.Name}' was compiled without it. Write `dropout` into " +
            $"its spec's `regularization` and build again.");
}
