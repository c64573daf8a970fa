using System.Globalization;
using Makemore.Format;

namespace Makemore.Runtime.Runs.Catalog;

/// <summary>What can be compared with the values of a key.</summary>
internal enum RunKeyKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number, or a word or a curve in its place.</summary>
    NumberOrText,

    /// <summary>A time in seconds, which is written with its unit.</summary>
    Duration,
}

/// <summary>The value of a key.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Number">As a number, where it is one.</param>
internal readonly record struct RunValue(string Text, double? Number)
{
    /// <summary>A value that is written in a spec.</summary>
    public static RunValue Of(string text) => new(text, SpecText.TryNumber(text, out var number) ? number : null);

    /// <summary>A figure.</summary>
    public static RunValue Of(double number) => new(number.ToString("R", CultureInfo.InvariantCulture), number);
}

/// <summary>A key by which runs are chosen and sorted: a setting, a hyperparameter, or a figure of the result.</summary>
/// <param name="Name">The name in full.</param>
/// <param name="Kind">What can be compared with its values.</param>
/// <param name="Read">Its value in a run; null where that has none.</param>
internal sealed record RunKey(string Name, RunKeyKind Kind, Func<StoredRun, RunValue?> Read)
{
    /// <summary>A figure.</summary>
    public static RunKey Figure(string name, Func<StoredRun, double?> read, RunKeyKind kind = RunKeyKind.Number) =>
        new(name, kind, run => read(run) is { } number ? RunValue.Of(number) : null);

    /// <summary>A word.</summary>
    public static RunKey Word(string name, Func<StoredRun, string> read) =>
        new(name, RunKeyKind.Text, run => new(read(run), null));

    /// <summary>A setting or a hyperparameter.</summary>
    public static RunKey Setting(string path) => new(path, KindOf(SpecKeys.Find(path)), run =>
        run.Folder.Identity.Settings.TryGetValue(path, out var text) ? RunValue.Of(text) : null);

    /// <summary>The runs in the order of the key; those that have no such value come last.</summary>
    public IEnumerable<StoredRun> Sort(IEnumerable<StoredRun> runs, bool isDescending)
    {
        var byValue = Comparer<RunValue?>.Create((left, right) => left is null || right is null
            ? (left is null).CompareTo(right is null)
            : (isDescending ? -1 : 1) * Compare(left.Value, right.Value));
        return runs.OrderBy(Read, byValue);
    }

    // Words come behind numbers.
    private static int Compare(RunValue left, RunValue right) => (left.Number, right.Number) switch
    {
        ({ } one, { } other) => one.CompareTo(other),
        (null, null) => string.CompareOrdinal(left.Text, right.Text),
        (null, _) => 1,
        _ => -1,
    };

    // What is not in the table is a hyperparameter: a number in some runs, and maybe a word in others.
    private static RunKeyKind KindOf(SpecKey? key) => key?.Kind switch
    {
        null => RunKeyKind.NumberOrText,
        ValueKind.Integer or ValueKind.Number => key.Words.Count == 0 ? RunKeyKind.Number : RunKeyKind.NumberOrText,
        ValueKind.Schedule => RunKeyKind.NumberOrText,
        _ => RunKeyKind.Text,
    };
}
