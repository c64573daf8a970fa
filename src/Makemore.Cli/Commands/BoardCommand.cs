using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Boards;

namespace Makemore.Cli.Commands;

/// <summary>Serves the board until somebody ends it.</summary>
internal static class BoardCommand
{
    private const string Missing =
        "This project brings no board: refer to Makemore.Board, and hand `new() { Board = new WebBoard() }` to `CommandLine.Run`.";

    /// <summary>Serves it, and says where.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="board">What serves; null where the project brings none.</param>
    /// <param name="address">The address of the interface; null for this machine alone.</param>
    /// <param name="port">The port; null for the usual one.</param>
    /// <param name="opens">Whether the browser is opened.</param>
    public static Report Run(Invocation invocation, IBoard? board, string? address, int? port, bool opens)
    {
        if (board is null)
        {
            throw new MakemoreException(Missing);
        }

        var endpoint = new BoardEndpoint(AddressOf(address), PortOf(port));
        if (!IPAddress.IsLoopback(endpoint.Address))
        {
            invocation.Terminal.Warn($"warning: the board is served on {endpoint.Address}, so whoever has its address with the token may see " +
                "all runs and stop them; what goes over the network is not encrypted.");
        }

        board.Serve(
            new(invocation.Experiments, invocation.Sweeps, invocation.SweepOptions, SweepCommand.LedgerPath(invocation, ledger: null))
            {
                MakeReport = run => ReportCommand.Of(invocation, run),
            },
            endpoint,
            opened =>
            {
                new BoardReport(opened).Show(invocation.Terminal);
                if (opens)
                {
                    Open(invocation, opened);
                }
            },
            invocation.Surroundings.Cancellation);
        return new SaidReport();
    }

    private static IPAddress AddressOf(string? text) => text is null ? IPAddress.Loopback
        : text == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : throw new MakemoreException($"--address: expected the address of an interface, such as 127.0.0.1 or 0.0.0.0, found '{text}'.");

    private static int? PortOf(int? port) => port is null or (>= 0 and <= IPEndPoint.MaxPort) ? port
        : throw new MakemoreException($"--port: expected a number from 0 to {IPEndPoint.MaxPort}, found {port}.");

    private static void Open(Invocation invocation, Uri address)
    {
        try
        {
            Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            invocation.Terminal.Warn($"No browser could be opened ({error.Message}); open the address yourself.");
        }
    }
}
