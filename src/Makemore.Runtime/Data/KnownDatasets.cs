using System.Collections.Immutable;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Data;

/// <summary>A dataset that a spec may name.</summary>
/// <param name="Name">Its name in a spec.</param>
/// <param name="FileName">Its name as a file, or as a resource of this assembly.</param>
/// <param name="Unit">Whether it is lines or a running text.</param>
/// <param name="Download">Where it can be had, or null where it is embedded.</param>
public sealed record KnownDataset(string Name, string FileName, DatasetUnit Unit, RemoteFile? Download);

/// <summary>A file behind an address.</summary>
/// <param name="Address">An address of http or https.</param>
/// <param name="Sha256">The SHA-256 of its content in lower-case hexadecimal digits.</param>
public sealed record RemoteFile(Uri Address, string Sha256);

/// <summary>The datasets that a spec may name.</summary>
public static class KnownDatasets
{
    /// <summary>The default, which needs no network.</summary>
    public const string GivenNames = "given-names";

    /// <summary>All of them, the default first.</summary>
    public static ImmutableArray<KnownDataset> All { get; } =
    [
        new(GivenNames, "given-names.txt", DatasetUnit.Line, null),
        new("names", "names.txt", DatasetUnit.Line, new(
            new("https://raw.githubusercontent.com/karpathy/makemore/master/names.txt"),
            "0a30b5557f192f32ab962680889aac5f6fda0f4cecf40a6d0b5694f58ea8cc4d")),
        new("tinyshakespeare", "tinyshakespeare.txt", DatasetUnit.Text, new(
            new("https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt"),
            "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed")),
    ];
}
