using System.Globalization;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Interchange;

/// <summary>
/// A file of TensorBoard: the measurements of a run as scalars <c>loss/train</c>, <c>loss/dev</c> and <c>learning-rate</c> by
/// step and time, and its settings as a text. Every record is whole in the file as soon as it is added.
/// </summary>
public sealed class EventFile : IDisposable
{
    /// <summary>What the names of all such files have, by which TensorBoard finds them.</summary>
    private const string Prefix = "events.out.tfevents.";
    private const string Ending = ".makemore";

    private readonly FileStream stream;
    private readonly DateTimeOffset began;

    private EventFile(FileStream stream, DateTimeOffset began)
    {
        this.stream = stream;
        this.began = began;
    }

    /// <summary>The file.</summary>
    public string Path => stream.Name;

    /// <summary>The measurements in it.</summary>
    public long Measurements { get; private set; }

    /// <summary>
    /// Begins a file in a folder, in the place of those that are there: it has the measurements so far, so that a run that was
    /// stopped and goes on from a checkpoint has each of them once.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="settings">Keys and values, told as a table.</param>
    /// <param name="measured">The measurements so far.</param>
    /// <param name="began">The time at which the training began, had it never been stopped.</param>
    public static EventFile Begin(
        string folder, IEnumerable<KeyValuePair<string, string>> settings, IEnumerable<Metric> measured, DateTimeOffset began)
    {
        var old = Of(folder);
        var number = old.Length == 0 ? 0 : NumberOf(old[^1]) + 1;
        var name = Prefix + number.ToString("D10", CultureInfo.InvariantCulture) + Ending;
        var stream = new FileStream(
            System.IO.Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
        var file = new EventFile(stream, began);
        file.Write(EventMessage.Version(Seconds(began)));
        // Whoever has read the file before forgets what it told.
        file.Write(EventMessage.Restart(Seconds(began)));
        file.Write(EventMessage.Text(Seconds(began), "settings", Table(settings)));
        foreach (var metric in measured)
        {
            file.Add(metric);
        }

        foreach (var path in old)
        {
            File.Delete(path);
        }

        return file;
    }

    /// <summary>The files of a folder, the oldest first.</summary>
    public static string[] Of(string folder) =>
        [.. Directory.GetFiles(folder, Prefix + "*" + Ending).Order(StringComparer.Ordinal)];

    /// <summary>Adds a measurement; from here on it survives the end of the process.</summary>
    public void Add(Metric metric)
    {
        Write(EventMessage.Scalars(Seconds(began.AddSeconds(metric.Seconds)), metric.Step, metric.Rate is { } rate
            ? [($"loss/{metric.Split}", metric.Loss), ("learning-rate", rate)]
            : [($"loss/{metric.Split}", metric.Loss)]));
        Measurements++;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Write(byte[] message)
    {
        stream.Write(RecordFraming.Of(message));
        stream.Flush();
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static long NumberOf(string path) =>
        long.TryParse(System.IO.Path.GetFileName(path)[Prefix.Length..^Ending.Length], CultureInfo.InvariantCulture, out var number) ? number : 0;

    // TensorBoard shows texts as Markdown.
    private static string Table(IEnumerable<KeyValuePair<string, string>> settings) => "| key | value |\n|---|---|\n"
        + string.Concat(settings.Select(setting => $"| {setting.Key} | {setting.Value.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)} |\n"));
}
