using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Makemore.Runtime.Tests.Data;

/// <summary>A server on 127.0.0.1 that gives every request the same bytes, and then ends or holds the connection.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly byte[] response;
    private readonly bool holds;
    private readonly Task loop;
    private int requests;

    private TestServer(byte[] response, bool holds)
    {
        this.response = response;
        this.holds = holds;
        listener.Start();
        loop = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/data.txt";

    public int Requests => Volatile.Read(ref requests);

    /// <summary>Answers with a text.</summary>
    public static TestServer Of(string text, string status = "200 OK") => new(Http(status, text, Encoding.UTF8.GetByteCount(text)), holds: false);

    /// <summary>Announces more than it sends, and ends the connection.</summary>
    public static TestServer ThatBreaksOff(string text) => new(Http("200 OK", text, 1000), holds: false);

    /// <summary>Announces more than it sends, and holds the connection.</summary>
    public static TestServer ThatStalls(string text) => new(Http("200 OK", text, 1000), holds: true);

    /// <summary>Never answers.</summary>
    public static TestServer ThatIsSilent() => new([], holds: true);

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
                if (holds)
                {
                    await Task.Delay(Timeout.Infinite, end.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The test is over, or the client hung up.
            }
        }
    }
}
