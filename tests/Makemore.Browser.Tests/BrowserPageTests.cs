using Xunit;

namespace Makemore.Browser.Tests;

public sealed class BrowserPageTests(Chromium chromium)
{
    [Fact]
    public async Task What_a_page_writes_throws_or_cannot_load_is_heard()
    {
        await using var browser = await chromium.Open();
        await browser.Page.SetContentAsync(
            "<!doctype html><html lang=en><title>t</title><img src='http://127.0.0.1:1/none.png' alt=''><script>console.log('hello'); undefinedName();</script></html>");

        Assert.Contains("log: hello", browser.Messages);
        Assert.Contains(browser.Messages, message => message.Contains("undefinedName", StringComparison.Ordinal));
        Assert.Contains(browser.Messages, message => message.Contains("none.png", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_read_by_everyone_is_found()
    {
        await using var browser = await chromium.Open();
        await browser.Page.SetContentAsync("<!doctype html><html lang=en><title>t</title><main><h1>A page</h1><button></button></main></html>");

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => browser.RequireAccessible());
    }
}
