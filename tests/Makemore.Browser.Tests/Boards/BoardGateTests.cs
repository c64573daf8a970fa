using System.Net;
using Xunit;

namespace Makemore.Browser.Tests.Boards;

public sealed class BoardGateTests : IDisposable
{
    private readonly ServedProject project = new();

    [Theory]
    [InlineData("")]
    [InlineData("?token=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("board.css")]
    [InlineData("_framework/blazor.web.js")]
    [InlineData("_blazor?id=1")]
    [InlineData("reports?run=a@b")]
    public async Task Without_the_token_nothing_is_served(string path) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get(project.Root + path)).StatusCode);

    [Theory]
    [InlineData("Host", "board.example")]
    [InlineData("Host", "192.0.2.1:80")]
    [InlineData("Origin", "https://elsewhere.example")]
    public async Task Other_hosts_and_origins_are_refused_even_with_the_token(string header, string value) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(project.Address.AbsoluteUri, (header, value))).StatusCode);

    [Fact]
    public async Task The_token_becomes_a_cookie_that_scripts_and_other_sites_do_not_see()
    {
        var answer = await Get(project.Address.AbsoluteUri);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await Get(project.Root + "board.css", ("Cookie", cookie.Split(';')[0]))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(project.Root + "reports?run=../../etc/passwd", ("Cookie", cookie.Split(';')[0]))).StatusCode);
    }

    public void Dispose() => project.Dispose();

    private static async Task<HttpResponseMessage> Get(string address, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
