using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Makemore.Board.Serving;

/// <summary>
/// Who may see the board: whoever knows its token. The address that is printed has it; a cookie keeps it from then on, so that it
/// stands in no later address. Every request passes here, that of the live connection included.
/// </summary>
/// <param name="token">The token: 256 random bits.</param>
/// <param name="isLocal">Whether only this machine is served.</param>
internal sealed class BoardGate(string token, bool isLocal)
{
    /// <summary>What the token is called in the address.</summary>
    public const string TokenName = "token";

    private const int TokenBytes = 32;
    private const string Refusal =
        "This board is opened with the address that `board` has printed, which ends in a token. Copy all of it.";

    // A page that leads on, instead of a redirection: a browser that followed a link from elsewhere would not send the cookie along.
    private const string Welcome =
        "<!doctype html><html lang=\"en\"><title>Board</title><link rel=\"icon\" href=\"data:,\"><meta http-equiv=\"refresh\" content=\"0;url=/\"><p><a href=\"/\">To the board</a></p></html>";

    /// <summary>The token, in hexadecimal digits.</summary>
    public string Token => token;

    /// <summary>A gate with a token of its own.</summary>
    /// <param name="isLocal">Whether only this machine is served.</param>
    public static BoardGate New(bool isLocal) => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)), isLocal);

    /// <summary>Lets a request through, or refuses it.</summary>
    public Task Pass(HttpContext context, RequestDelegate next)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
            "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        if (!IsOwnHost(request.Host))
        {
            return Refuse(response, StatusCodes.Status403Forbidden, "This board is not served under that name.");
        }

        // A page of another site must not speak to the board through the user's browser.
        if ((request.Headers.Origin is { Count: > 0 } origin && origin.ToString() != $"{request.Scheme}://{request.Host}")
            || (context.WebSockets.IsWebSocketRequest && request.Headers.Origin.Count == 0))
        {
            return Refuse(response, StatusCodes.Status403Forbidden, "This board is not open to other pages.");
        }

        var cookie = $"makemore-board-{context.Connection.LocalPort}";
        if (request.Query[TokenName] is { Count: 1 } given && IsToken(given.ToString()))
        {
            response.Cookies.Append(cookie, token, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            response.ContentType = "text/html; charset=utf-8";
            return response.WriteAsync(Welcome);
        }

        return request.Cookies.TryGetValue(cookie, out var kept) && IsToken(kept) ? next(context)
            : Refuse(response, StatusCodes.Status401Unauthorized, Refusal);
    }

    private static Task Refuse(HttpResponse response, int status, string sentence)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(sentence + "\n");
    }

    // The time that it takes tells nothing of the token.
    private bool IsToken(string? text) =>
        text is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(token));

    // A name that somebody else can point to this machine (DNS rebinding) is never one of these.
    private bool IsOwnHost(HostString host) => host.Host == "localhost"
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && (!isLocal || IPAddress.IsLoopback(address)));
}
