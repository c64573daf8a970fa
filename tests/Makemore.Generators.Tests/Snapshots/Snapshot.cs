using System.Runtime.CompilerServices;
using DiffEngine;

namespace Makemore.Generators.Tests.Snapshots;

/// <summary>
/// Compares a text with the one that was accepted, by the conventions of Verify, which can take the place of this class:
/// <c>Class.Method.verified.cs</c> in a folder <c>Snapshots</c> beside the test is the accepted text,
/// <c>Class.Method.received.cs</c> the new one where they differ. On a developer's machine a diff tool opens.
/// The environment variable MAKEMORE_ACCEPT=1 accepts all that is new.
/// </summary>
public static class Snapshot
{
    /// <summary>Fails unless the text is the accepted one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="extension">The ending of the file, without its dot.</param>
    /// <param name="name">What tells several snapshots of one test apart.</param>
    /// <param name="testFile">Filled in by the compiler.</param>
    /// <param name="method">Filled in by the compiler.</param>
    public static void Verify(
        string text,
        string extension = "cs",
        string? name = null,
        [CallerFilePath] string testFile = "",
        [CallerMemberName] string method = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots");
        var suffix = name is null ? "" : "_" + name;
        var stem = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(testFile)}.{method}{suffix}");
        Compare(text, $"{stem}.verified.{extension}", $"{stem}.received.{extension}");
    }

    /// <summary>
    /// Fails unless the text is that of a file which is kept under another name, such as a page of the documentation.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file.</param>
    public static void VerifyFile(string text, string path) =>
        Compare(text, path, Path.ChangeExtension(path, ".received" + Path.GetExtension(path)));

    private static void Compare(string text, string verified, string received)
    {
        text = Normalise(text);
        var accepted = File.Exists(verified) ? Normalise(File.ReadAllText(verified)) : null;
        if (accepted == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
        if (Environment.GetEnvironmentVariable("MAKEMORE_ACCEPT") == "1")
        {
            File.WriteAllText(verified, text);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        if (!BuildServerDetector.Detected)
        {
            DiffRunner.Launch(received, verified);
        }

        Assert.Fail(accepted is null
            ? $"There is no snapshot yet. Compare and accept:\n  {received}\n  {verified}\n\n{text}"
            : $"The text differs from its snapshot {FirstDifference(accepted, text)}. Compare and accept:\n  " +
                $"{received}\n  {verified}");
    }

    private static string Normalise(string text) => text.Replace("\r\n", "\n");

    private static string FirstDifference(string accepted, string text)
    {
        var before = accepted.Split('\n');
        var after = text.Split('\n');
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"on line {line + 1}:\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}\n";
    }
}
