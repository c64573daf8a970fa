using Microsoft.AspNetCore.Builder;

namespace Makemore.Board.Serving;

/// <summary>
/// The scripts and styles, from the assembly itself: a project that is no web project has no folder of web assets, whatever it
/// refers to.
/// </summary>
internal static class BoardAssets
{
    private static readonly string[] Names =
        ["_framework/blazor.web.js", "_content/Microsoft.AspNetCore.Components.QuickGrid/QuickGrid.razor.js", "board.css", "board.js"];

    /// <summary>Serves each under its name.</summary>
    public static void Map(WebApplication application)
    {
        foreach (var name in Names)
        {
            var bytes = Read(name);
            var type = name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
            application.MapGet("/" + name, context =>
            {
                context.Response.ContentType = type;
                return context.Response.Body.WriteAsync(bytes).AsTask();
            });
        }
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(BoardAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
