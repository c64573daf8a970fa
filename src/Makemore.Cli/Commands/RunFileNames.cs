namespace Makemore.Cli.Commands;

/// <summary>The names of files about several runs.</summary>
internal static class RunFileNames
{
    private const int Named = 3;

    /// <summary>A name, without its ending, from what the runs are called: <c>bigram_mlp</c>, <c>a_b_c_and_2_more</c>.</summary>
    public static string Of(IReadOnlyList<string> labels) =>
        string.Join('_', labels.Take(Named).Select(label => label.Replace('/', '.')))
        + (labels.Count > Named ? FormattableString.Invariant($"_and_{labels.Count - Named}_more") : "");
}
