using System.Text.RegularExpressions;
using Makemore.Cli.Terminals;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed partial class LiveViewTests
{
    [Fact]
    public void A_message_stands_above_the_lines_which_are_gone_afterwards()
    {
        var screen = Show(height: 24, ["one", "two"], "first", "second");

        Assert.Equal(["first", "second"], screen);
    }

    [Fact]
    public void What_is_higher_than_the_terminal_is_left_out_but_for_the_last_line()
    {
        using var writer = new StringWriter();
        using (var view = new LiveView(writer, height: 4, () => ["1", "2", "3", "4", "sum"]))
        {
            view.Say("x");
        }

        Assert.Contains("1\e[K\n2\e[K\nsum\e[K\n\e[J", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("4", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_cursor_is_seen_again_in_the_end()
    {
        using var writer = new StringWriter();
        new LiveView(writer, 24, () => ["one"]).Dispose();

        Assert.EndsWith("\e[?25h", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_drawn_behind_the_end()
    {
        for (var round = 0; round < 300; round++)
        {
            var writer = new StringWriter();
            new LiveView(writer, 24, () => ["one"]).Dispose();
            var drawn = writer.ToString();
            Thread.Yield();

            Assert.Equal(drawn, writer.ToString());
            // Who writes to it from here on ends the process.
            writer.Dispose();
        }
    }

    // What a terminal shows in the end: it knows lines, going up, and erasing.
    private static List<string> Show(int height, string[] lines, params string[] messages)
    {
        using var writer = new StringWriter();
        using (var view = new LiveView(writer, height, () => lines))
        {
            foreach (var message in messages)
            {
                view.Say(message);
            }
        }

        var (screen, row) = (new List<string> { "" }, 0);
        foreach (Match token in Token().Matches(writer.ToString()))
        {
            switch (token.Value)
            {
                case "\n":
                    row++;
                    if (row == screen.Count)
                    {
                        screen.Add("");
                    }

                    break;
                case [_, '[', var count, 'A']:
                    row -= count - '0';
                    break;
                case "\e[J":
                    screen.RemoveRange(row, screen.Count - row);
                    screen.Add("");
                    break;
                case [not ('\e' or '\r'), ..]:
                    screen[row] = token.Value;
                    break;
                default:
                    break;
            }
        }

        return [.. screen.Take(screen.Count - 1)];
    }

    [GeneratedRegex(@"\e\[[?0-9]*[A-Za-z]|\n|\r|[^\e\n\r]+")]
    private static partial Regex Token();
}
