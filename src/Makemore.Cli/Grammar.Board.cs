using System.CommandLine;
using Makemore.Cli.Commands;
using Makemore.Cli.Reports;
using Makemore.Runtime.Boards;

namespace Makemore.Cli;

/// <content>The board.</content>
internal sealed partial class Grammar
{
    private Command Board()
    {
        var port = new Option<int?>("--port")
        {
            Description = $"The port; 0 for a free one. If not given: {BoardEndpoint.UsualPort}, or a free one where that is taken.",
            HelpName = "NUMBER",
        };
        var address = new Option<string?>("--address")
        {
            Description = "The address of the interface that it is served on: 0.0.0.0 for all. Only this machine sees it if not given.",
            HelpName = "ADDRESS",
        };
        var open = new Option<bool>("--open") { Description = "Open it in the browser." };
        var command = new Command("board", "Serves a page that shows all runs and sweeps while they go on, until Ctrl-C.") { port, address, open };
        command.SetAction(parsed => Execute(parsed, OverrideOptions.None, Report (invocation) => BoardCommand.Run(
            invocation, additions.Board, parsed.GetValue(address), parsed.GetValue(port), parsed.GetValue(open))));
        return command;
    }
}
