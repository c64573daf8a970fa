using System.Text;
using Makemore.Runtime;

namespace Makemore.Cli.Terminals;

/// <summary>
/// Lines that are drawn over again while something is done. Each drawing is one write, so that nothing flickers, and what is
/// said meanwhile comes above them. The control sequences are those of ECMA-48.
/// </summary>
internal sealed class LiveView : IDisposable
{
    private const string Escape = "\e[";
    private const string EraseToLineEnd = Escape + "K";
    private const string EraseBelow = Escape + "J";
    private const string HideCursor = Escape + "?25l";
    private const string ShowCursor = Escape + "?25h";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    private readonly Lock gate = new();
    private readonly TextWriter writer;
    private readonly int height;
    private readonly Func<IReadOnlyList<string>> render;
    private readonly Pulse pulse;
    private int drawn;
    private bool isClosed;

    /// <summary>Draws from now on.</summary>
    /// <param name="writer">A terminal.</param>
    /// <param name="height">Its lines.</param>
    /// <param name="render">Gives the lines of a moment, none longer than the terminal; called on another thread.</param>
    public LiveView(TextWriter writer, int height, Func<IReadOnlyList<string>> render)
    {
        (this.writer, this.height, this.render) = (writer, height, render);
        pulse = new(TimeSpan.Zero, Interval, () => Draw(""));
    }

    /// <summary>Writes a line above.</summary>
    public void Say(string message) => Draw(message + EraseToLineEnd + "\n");

    /// <summary>Lets the user see the cursor, who may end the process at any time.</summary>
    public void ReleaseCursor()
    {
        lock (gate)
        {
            writer.Write(ShowCursor);
        }
    }

    /// <summary>Erases the lines.</summary>
    public void Dispose()
    {
        // Nobody writes to a terminal that others may have closed since.
        pulse.Dispose();
        lock (gate)
        {
            isClosed = true;
            writer.Write(ToTop() + EraseBelow + ShowCursor);
        }
    }

    private void Draw(string above)
    {
        lock (gate)
        {
            // What is said behind the end is a line as any other.
            if (isClosed)
            {
                writer.Write(above);
                return;
            }

            var lines = Visible(render());
            var text = new StringBuilder(HideCursor).Append(ToTop()).Append(above);
            foreach (var line in lines)
            {
                text.Append(line).Append(EraseToLineEnd).Append('\n');
            }

            writer.Write(text.Append(EraseBelow));
            drawn = lines.Count;
        }
    }

    // What is higher than the terminal cannot be drawn over; the last line sums up.
    private IReadOnlyList<string> Visible(IReadOnlyList<string> lines) =>
        lines.Count < height ? lines : [.. lines.Take(Math.Max(0, height - 2)), lines[^1]];

    private string ToTop() => drawn == 0 ? "\r" : FormattableString.Invariant($"\r{Escape}{drawn}A");
}
