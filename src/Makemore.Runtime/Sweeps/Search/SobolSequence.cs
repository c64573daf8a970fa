using System.Collections.Immutable;

namespace Makemore.Runtime.Sweeps.Search;

/// <summary>
/// The Sobol sequence (Sobol', 1967) with the direction numbers of Joe and Kuo (2008), and its Owen scrambling (1995) by the
/// hash of Laine and Karras as bettered by Burley (Practical Hash-based Owen Scrambling, 2020). Any 2^k points from the first
/// on have exactly one coordinate in each 2^-k of an axis.
/// </summary>
internal static class SobolSequence
{
    private const int Bits = 32;

    // For each dimension but the first: the degree of its primitive polynomial, the polynomial's inner coefficients, and the
    // first odd numbers, from new-joe-kuo-6.
    private static readonly (int Degree, uint Coefficients, uint[] Numbers)[] Table =
    [
        (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]), (4, 4, [1, 3, 5, 13]),
        (5, 2, [1, 1, 5, 5, 17]), (5, 4, [1, 1, 5, 5, 5]), (5, 7, [1, 1, 7, 11, 19]), (5, 11, [1, 1, 5, 1, 1]),
        (5, 13, [1, 1, 1, 3, 11]), (5, 14, [1, 3, 5, 5, 31]), (6, 1, [1, 3, 3, 9, 7, 49]), (6, 13, [1, 1, 1, 15, 21, 21]),
        (6, 16, [1, 3, 1, 13, 27, 49]), (6, 19, [1, 1, 1, 15, 7, 5]), (6, 22, [1, 3, 1, 15, 13, 25]),
        (6, 25, [1, 1, 5, 5, 19, 61]), (7, 1, [1, 3, 7, 11, 23, 15, 103]), (7, 4, [1, 3, 7, 13, 13, 15, 69]),
    ];

    private static readonly ImmutableArray<uint[]> Directions = [First(), .. Table.Select(Direction)];

    /// <summary>The number of dimensions.</summary>
    public static int Dimensions => Directions.Length;

    /// <summary>A coordinate of a point, from 0 to below 1.</summary>
    public static double Plain(uint index, int dimension) => Unit(Coordinate(index, dimension));

    /// <summary>A coordinate of a point of the sequence that a seed scrambles.</summary>
    public static double Scrambled(uint index, int dimension, long seed)
    {
        var random = new Randomness(seed, ~(long)dimension);
        return Unit(Reversed(Permuted(Reversed(Coordinate(index, dimension)), (uint)random.NextBits())));
    }

    private static double Unit(uint bits) => bits * (1.0 / (1UL << Bits));

    private static uint Coordinate(uint index, int dimension)
    {
        var result = 0u;
        for (var bit = 0; index != 0; bit++, index >>= 1)
        {
            if ((index & 1) != 0)
            {
                result ^= Directions[dimension][bit];
            }
        }

        return result;
    }

    // Each bit is flipped by a hash of those below it; between two reversals, by those above it.
    private static uint Permuted(uint bits, uint seed)
    {
        bits += seed;
        bits ^= bits * 0x6c50b47cu;
        bits ^= bits * 0xb82f1e52u;
        bits ^= bits * 0xc7afe638u;
        return bits ^ (bits * 0x8d22f6e6u);
    }

    private static uint Reversed(uint bits)
    {
        bits = ((bits >> 1) & 0x55555555u) | ((bits & 0x55555555u) << 1);
        bits = ((bits >> 2) & 0x33333333u) | ((bits & 0x33333333u) << 2);
        bits = ((bits >> 4) & 0x0f0f0f0fu) | ((bits & 0x0f0f0f0fu) << 4);
        bits = ((bits >> 8) & 0x00ff00ffu) | ((bits & 0x00ff00ffu) << 8);
        return (bits >> 16) | (bits << 16);
    }

    private static uint[] First() => [.. Enumerable.Range(0, Bits).Select(bit => 1u << (Bits - 1 - bit))];

    private static uint[] Direction((int Degree, uint Coefficients, uint[] Numbers) row)
    {
        var directions = new uint[Bits];
        for (var bit = 0; bit < Bits; bit++)
        {
            if (bit < row.Degree)
            {
                directions[bit] = row.Numbers[bit] << (Bits - 1 - bit);
                continue;
            }

            directions[bit] = directions[bit - row.Degree] ^ (directions[bit - row.Degree] >> row.Degree);
            for (var term = 1; term < row.Degree; term++)
            {
                if (((row.Coefficients >> (row.Degree - 1 - term)) & 1) != 0)
                {
                    directions[bit] ^= directions[bit - term];
                }
            }
        }

        return directions;
    }
}
