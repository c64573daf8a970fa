using Makemore.Board.Reading;
using Makemore.Runtime.Boards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Makemore.Board.Serving;

/// <summary>The reports of runs, as documents of their own that cannot reach the board.</summary>
internal static class RunReports
{
    /// <summary>Serves <c>/reports?run=KEY</c>: a run is looked up by its key, so that no path comes from the address.</summary>
    public static void Map(WebApplication application) => application.MapGet("/reports", async context =>
    {
        var project = context.RequestServices.GetRequiredService<BoardProject>();
        var run = context.RequestServices.GetRequiredService<BoardReader>().Current.Find(context.Request.Query["run"].ToString());
        var path = run is null ? null : await Task.Run(() => project.MakeReport?.Invoke(run.Stored.Folder) ?? run.Report);
        if (path is null || !File.Exists(path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(run is null ? "There is no such run.\n" : $"{run.Key} has no report yet. `report {run.Key}` makes it.\n");
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        // Its own scripts and styles, in an origin of its own: whatever it holds, it has neither the cookie nor the connection.
        context.Response.Headers.ContentSecurityPolicy =
            "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:";
        await context.Response.SendFileAsync(path);
    });
}
