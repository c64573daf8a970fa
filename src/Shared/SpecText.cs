using System.Globalization;

namespace Makemore.Format;

/// <summary>Numbers as specs write them, in the invariant culture; underscores may group the digits.</summary>
internal static class SpecText
{
    /// <summary>Reads a whole number: <c>200_000</c>.</summary>
    public static bool TryInteger(string text, out long value)
    {
        value = 0;
        return IsGrouped(text)
            && long.TryParse(text.Replace("_", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Reads a finite number: <c>0.01</c>, <c>1e-3</c>.</summary>
    public static bool TryNumber(string text, out double value)
    {
        value = 0;
        return IsGrouped(text)
            && text.All(letter => letter is >= '0' and <= '9' or '.' or 'e' or 'E' or '+' or '-' or '_')
            && double.TryParse(text.Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && !double.IsInfinity(value);
    }

    /// <summary>
    /// The shortest text that reads back to the same number, on every host of the compiler: <c>0.01</c>, <c>5e-5</c>.
    /// </summary>
    public static string Format(double value)
    {
        string[] formats = ["G15", "G16", "G17"];
        var text = formats.Select(format => value.ToString(format, CultureInfo.InvariantCulture))
            .First(text => double.Parse(text, CultureInfo.InvariantCulture).Equals(value));
        var exponent = text.IndexOf('E');
        return exponent < 0
            ? text
            : text.Substring(0, exponent) + "e" + Format(long.Parse(text.Substring(exponent + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>A whole number, without groups.</summary>
    public static string Format(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The last part of a key, or a word, as a member of C#: <c>min-delta</c> is <c>MinDelta</c>.</summary>
    public static string Member(string name) => string.Concat(name.Split('-')
        .Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    /// <summary>A path of keys as members of C#: <c>training.learning-rate</c> is <c>Training</c>, <c>LearningRate</c>.</summary>
    public static IReadOnlyList<string> Members(string path) => [.. path.Split('.').Select(Member)];

    // An underscore stands between two digits only.
    private static bool IsGrouped(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && (i == 0 || i + 1 == text.Length || !IsDigit(text[i - 1]) || !IsDigit(text[i + 1])))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private static bool IsDigit(char letter) => letter is >= '0' and <= '9';
}
