using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Makemore.Runtime.Tests.Data;

/// <summary>A server on 127.0.0.1 that gives every request the same bytes and ends it in the same way.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private enum Ending
    {
        Close,
        Reset,
        Hold,
    }

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly byte[] response;
    private readonly Ending ending;
    private readonly Task loop;
    private int requests;

    private TestServer(byte[] response, Ending ending)
    {
        this.response = response;
        this.ending = ending;
        listener.Start();
        loop = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/data.txt";

    public int Requests => Volatile.Read(ref requests);

    /// <summary>Answers with a text.</summary>
    public static TestServer Of(string text, string status = "200 OK") =>
        new(Http(status, text, Encoding.UTF8.GetByteCount(text)), Ending.Close);

    /// <summary>Announces more than it sends, and ends the connection.</summary>
    public static TestServer ThatBreaksOff(string text) => new(Http("200 OK", text, 1000), Ending.Close);

    /// <summary>Announces more than it sends, and resets the connection.</summary>
    public static TestServer ThatResets(string text) => new(Http("200 OK", text, 1000), Ending.Reset);

    /// <summary>Announces more than it sends, and holds the connection.</summary>
    public static TestServer ThatStalls(string text) => new(Http("200 OK", text, 1000), Ending.Hold);

    /// <summary>Never answers.</summary>
    public static TestServer ThatIsSilent() => new([], Ending.Hold);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await loop;
        end.Dispose();
    }

    private static byte[] Http(string status, string text, int length) => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}");

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(end.Token);
                Interlocked.Increment(ref requests);
                connections.Add(AnswerAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[4096], 16, throwOnEndOfStream: false, end.Token);
                await stream.WriteAsync(response, end.Token);
                if (ending == Ending.Hold)
                {
                    await Task.Delay(Timeout.Infinite, end.Token);
                }

                // A socket that must not linger is closed with a reset.
                client.LingerState = new(ending == Ending.Reset, 0);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The test is over, or the client hung up.
            }
        }
    }
}
