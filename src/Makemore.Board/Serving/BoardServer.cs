using System.Net;
using System.Net.Sockets;
using Makemore.Board.Pages;
using Makemore.Board.Reading;
using Makemore.Runtime;
using Makemore.Runtime.Boards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Makemore.Board.Serving;

/// <summary>A board that is being served.</summary>
internal sealed class BoardServer : IDisposable
{
    private readonly WebApplication application;

    private BoardServer(WebApplication application, BoardGate gate)
    {
        this.application = application;
        var address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Port = address.Port;
        // A page on all interfaces is opened on this machine first.
        var host = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? IPAddress.Loopback.ToString() : address.Host;
        Address = new($"http://{host}:{Port}/?{BoardGate.TokenName}={gate.Token}");
        Reader = application.Services.GetRequiredService<BoardReader>();
    }

    /// <summary>The address with the token.</summary>
    public Uri Address { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>What reads the runs.</summary>
    public BoardReader Reader { get; }

    /// <summary>Serves from now on.</summary>
    /// <exception cref="MakemoreException">The port is taken, or the address is none of this machine.</exception>
    public static BoardServer Start(BoardProject project, BoardEndpoint endpoint)
    {
        if (endpoint.Port is { } port)
        {
            return Start(project, endpoint.Address, port);
        }

        try
        {
            return Start(project, endpoint.Address, BoardEndpoint.UsualPort);
        }
        catch (MakemoreException)
        {
            // Another board has the usual port.
            return Start(project, endpoint.Address, 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Browsers that are still connected need not be waited for.
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        try
        {
            application.StopAsync(now.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // They were cut off.
        }

        application.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static BoardServer Start(BoardProject project, IPAddress address, int port)
    {
        var gate = BoardGate.New(IPAddress.IsLoopback(address));
        var application = Build(project, address, port, gate);
        try
        {
            application.StartAsync().GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            application.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw new MakemoreException(
                $"The board cannot be served on {address}, port {port}: {(error.InnerException ?? error).Message.TrimEnd('.')}. Give another " +
                "--port, or 0 for a free one.", error)
            {
                ExitCode = 1,
            };
        }

        application.Services.GetRequiredService<BoardReader>().Start();
        return new(application, gate);
    }

    private static WebApplication Build(BoardProject project, IPAddress address, int port, BoardGate gate)
    {
        // An empty builder: no settings from files or the environment, so that nothing opens another address.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(BoardServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port);
        });
        // A browser that goes away in the middle of an answer is nothing to tell.
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.DetailedErrors = false);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(project);
        builder.Services.AddSingleton<BoardReader>();
        builder.Services.AddScoped<OverviewState>();
        builder.Services.AddSingleton<IHostLifetime, EndlessLifetime>();
        var application = builder.Build();
        application.Use(gate.Pass);
        application.UseRouting();
        application.UseAntiforgery();
        BoardAssets.Map(application);
        RunReports.Map(application);
        application.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return application;
    }

    /// <summary>Leaves Ctrl-C to the command line.</summary>
    private sealed class EndlessLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
