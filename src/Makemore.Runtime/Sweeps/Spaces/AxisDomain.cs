using System.Collections.Immutable;
using Makemore.Format;

namespace Makemore.Runtime.Sweeps.Spaces;

/// <summary>The values that an axis may take. Values are texts as a spec writes them, whatever they mean.</summary>
public abstract record AxisDomain
{
    private AxisDomain()
    {
    }

    /// <summary>The number of different values; null for real numbers, of which there are too many to list.</summary>
    public abstract long? Count { get; }

    /// <summary>The value at a place of the unit interval: equal parts of it for equal shares of the domain.</summary>
    /// <param name="place">From 0 to below 1.</param>
    public abstract string At(double place);

    /// <summary>The middle of the part of the unit interval that gives a value; the inverse of <see cref="At"/>.</summary>
    /// <exception cref="ArgumentException">The value is not of this domain.</exception>
    public abstract double PlaceOf(string value);

    /// <summary>Whether a value is of this domain.</summary>
    public abstract bool Has(string value);

    /// <summary>A list of words or numbers.</summary>
    /// <param name="Values">The values in the order of the spec.</param>
    public sealed record Listed(ImmutableArray<string> Values) : AxisDomain
    {
        /// <summary>Whether all of them are numbers, so that an order between them means something.</summary>
        public bool IsNumeric => Values.All(value => SpecText.TryNumber(value, out _));

        /// <inheritdoc/>
        public override long? Count => Values.Length;

        /// <inheritdoc/>
        public override string At(double place) => Values[Math.Clamp((int)(place * Values.Length), 0, Values.Length - 1)];

        /// <inheritdoc/>
        public override double PlaceOf(string value) => Values.IndexOf(value) is >= 0 and var index
            ? (index + 0.5) / Values.Length
            : throw new ArgumentException($"'{value}' is not among the values.", nameof(value));

        /// <inheritdoc/>
        public override bool Has(string value) => Values.Contains(value);

        /// <inheritdoc/>
        public bool Equals(Listed? other) => other is not null && Values.SequenceEqual(other.Values);

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Aggregate(0, HashCode.Combine);

        /// <inheritdoc/>
        public override string ToString() => $"[{string.Join(", ", Values)}]";
    }

    /// <summary>Whole numbers from one to another, both included.</summary>
    /// <param name="Minimum">The least.</param>
    /// <param name="Maximum">The greatest.</param>
    /// <param name="IsLogarithmic">Whether equal ratios are equally likely, instead of equal differences.</param>
    public sealed record Integers(long Minimum, long Maximum, bool IsLogarithmic) : AxisDomain
    {
        // Each number stands for the half before it and the half behind it.
        private (double From, double To) Ends => (Scale(Minimum - 0.5, IsLogarithmic), Scale(Maximum + 0.5, IsLogarithmic));

        /// <inheritdoc/>
        public override long? Count => Maximum - Minimum + 1;

        /// <inheritdoc/>
        public override string At(double place)
        {
            var value = Math.Round(Unscale(Ends.From + (place * (Ends.To - Ends.From)), IsLogarithmic), MidpointRounding.AwayFromZero);
            return SpecText.Format((long)Math.Clamp(value, Minimum, Maximum));
        }

        /// <inheritdoc/>
        public override double PlaceOf(string value) =>
            SpecText.TryInteger(value, out var number) && number >= Minimum && number <= Maximum
                ? (Scale(number, IsLogarithmic) - Ends.From) / (Ends.To - Ends.From)
                : throw new ArgumentException($"'{value}' is not a whole number from {Minimum} to {Maximum}.", nameof(value));

        /// <inheritdoc/>
        public override bool Has(string value) =>
            SpecText.TryInteger(value, out var number) && number >= Minimum && number <= Maximum;

        /// <inheritdoc/>
        public override string ToString() =>
            $"{(IsLogarithmic ? "log-int" : "int")} {SpecText.Format(Minimum)} {SpecText.Format(Maximum)}";
    }

    /// <summary>Real numbers from one to another.</summary>
    /// <param name="Minimum">The least.</param>
    /// <param name="Maximum">The greatest.</param>
    /// <param name="IsLogarithmic">Whether equal ratios are equally likely, instead of equal differences.</param>
    public sealed record Reals(double Minimum, double Maximum, bool IsLogarithmic) : AxisDomain
    {
        /// <inheritdoc/>
        public override long? Count => Minimum.Equals(Maximum) ? 1 : null;

        /// <inheritdoc/>
        // Six digits are as exact as a rate ever needs to be, and a person can read and copy them.
        public override string At(double place)
        {
            var (from, to) = (Scale(Minimum, IsLogarithmic), Scale(Maximum, IsLogarithmic));
            var value = Unscale(from + (place * (to - from)), IsLogarithmic);
            var rounded = double.Parse(
                value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture),
                System.Globalization.CultureInfo.InvariantCulture);
            return SpecText.Format(Math.Clamp(rounded, Minimum, Maximum));
        }

        /// <inheritdoc/>
        public override double PlaceOf(string value)
        {
            if (!SpecText.TryNumber(value, out var number) || number < Minimum || number > Maximum)
            {
                throw new ArgumentException($"'{value}' is not a number within {this}.", nameof(value));
            }

            var (from, to) = (Scale(Minimum, IsLogarithmic), Scale(Maximum, IsLogarithmic));
            return from.Equals(to) ? 0.5 : (Scale(number, IsLogarithmic) - from) / (to - from);
        }

        /// <inheritdoc/>
        public override bool Has(string value) =>
            SpecText.TryNumber(value, out var number) && number >= Minimum && number <= Maximum;

        /// <inheritdoc/>
        public override string ToString() =>
            $"{(IsLogarithmic ? "log-uniform" : "uniform")} {SpecText.Format(Minimum)} {SpecText.Format(Maximum)}";
    }

    private static double Scale(double value, bool isLogarithmic) => isLogarithmic ? Math.Log(value) : value;

    private static double Unscale(double value, bool isLogarithmic) => isLogarithmic ? Math.Exp(value) : value;
}
