using Makemore.Board.Serving;
using Makemore.Runtime.Boards;

namespace Makemore.Board;

/// <summary>The board as a web application of this process: Blazor on ASP.NET, and nothing from any other machine.</summary>
public sealed class WebBoard : IBoard
{
    /// <inheritdoc/>
    public void Serve(BoardProject project, BoardEndpoint endpoint, Action<Uri> opened, CancellationToken cancellation)
    {
        using var server = BoardServer.Start(project, endpoint);
        opened(server.Address);
        cancellation.WaitHandle.WaitOne();
    }
}
