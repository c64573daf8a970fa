using Makemore.Format;

namespace Makemore.Runtime;

/// <summary>Says which name was meant.</summary>
internal static class Suggestion
{
    /// <summary>A sentence <c>Did you mean 'x'?</c> with a space before it, or nothing where no name is close.</summary>
    public static string For(string found, IEnumerable<string> names) =>
        Suggestions.Closest(found, names) is { } name ? $" Did you mean '{name}'?" : "";
}
