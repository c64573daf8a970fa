using System.Globalization;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Data;

/// <summary>Where each split ends, counted in lines or in characters.</summary>
/// <param name="Train">The end of train.</param>
/// <param name="Dev">The end of dev, which starts where train ends.</param>
/// <param name="Test">The end of test, which starts where dev ends.</param>
internal readonly record struct SplitShares(int Train, int Dev, int Test)
{
    // What is left of 1 by shares such as 0.333.
    private const decimal Rounding = 1e-9m;

    /// <summary>
    /// Divides as the lectures do: <c>int(0.8 * n)</c>, <c>int(0.9 * n)</c>. The shares are added as decimals, so that 0.7
    /// and 0.2 are 0.9.
    /// </summary>
    /// <exception cref="MakemoreException">A share is not one, they are more than all, or train gets nothing.</exception>
    public static SplitShares Of(SplitSpec split, int count, string units)
    {
        if (!IsShare(split.Train) || !IsShare(split.Dev) || !IsShare(split.Test))
        {
            throw Error(split, "each must be from 0 to 1");
        }

        var trainAndDev = AsWritten(split.Train) + AsWritten(split.Dev);
        var all = trainAndDev + AsWritten(split.Test);
        if (all > 1 + Rounding)
        {
            throw Error(split, FormattableString.Invariant($"together they are {all}, more than all"));
        }

        var train = End(split.Train, count);
        var dev = Math.Max(train, End((double)trainAndDev, count));
        var test = all >= 1 - Rounding ? count : Math.Max(dev, End((double)all, count));
        return train > 0
            ? new(train, Math.Min(dev, test), test)
            : throw Error(split, FormattableString.Invariant($"that leaves nothing of {count} {units} to train on"));
    }

    private static bool IsShare(double share) => share is >= 0 and <= 1;

    // A cast would keep 15 digits alone.
    private static decimal AsWritten(double share) =>
        decimal.Parse(share.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int End(double share, int count) => (int)Math.Min(share * count, count);

    private static MakemoreException Error(SplitSpec split, string problem) =>
        new(FormattableString.Invariant($"split: train {split.Train}, dev {split.Dev}, test {split.Test}: {problem}."));
}
