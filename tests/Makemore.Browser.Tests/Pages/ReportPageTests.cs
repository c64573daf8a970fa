using Microsoft.Playwright;
using Xunit;

namespace Makemore.Browser.Tests.Pages;

public sealed class ReportPageTests(Chromium chromium, WrittenPages pages) : IClassFixture<WrittenPages>
{
    private const int MostBytes = 2_000_000;

    public static TheoryData<string> Reports =>
    [
        "Pages/Specs/bigram", "Pages/Specs/fourgram", "Pages/Specs/neural-bigram", "Pages/Specs/mlp", "Pages/Specs/batchnorm", "Pages/Specs/transformer",
        "Pages/Specs/odd-bytes", "Pages/Specs/odd-pieces", "sweep Pages/Specs/size", "Pages/Specs/bigram Pages/Specs/mlp Pages/Specs/transformer",
    ];

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task A_report_is_quiet_small_needs_no_network_and_everyone_can_read_it(string report)
    {
        var file = pages.Of(report.Split(' '));
        Assert.InRange(new FileInfo(file).Length, 1, MostBytes);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var browser = await chromium.Open(scheme);
            var requests = new List<string>();
            browser.Page.Request += (_, request) => requests.Add(request.Url);
            await browser.Page.Context.SetOfflineAsync(true);
            await browser.Page.GotoAsync(new Uri(file).AbsoluteUri);
            await browser.Page.EvaluateAsync("document.querySelectorAll('details:not(.code)').forEach(fold => fold.open = true)");
            // Of all that is held to, the contrast alone depends on the colours.
            await browser.RequireAccessible(scheme == ColorScheme.Light ? [] : ["color-contrast"]);

            Assert.Empty(browser.Messages);
            Assert.All(requests, url => Assert.True(url == new Uri(file).AbsoluteUri || url.StartsWith("data:", StringComparison.Ordinal), url));
            Assert.Equal(1, await browser.Page.Locator("h1").CountAsync());
            Assert.Equal(await browser.Page.Locator("nav a").CountAsync(), await browser.Page.Locator("main > section > h2").CountAsync());
            Assert.Equal(0, await browser.Page.EvaluateAsync<int>("[...document.querySelectorAll('nav a')].filter(a => !document.querySelector(a.getAttribute('href'))).length"));
        }
    }

    [Theory]
    [InlineData("Pages/Specs/bigram")]
    [InlineData("Pages/Specs/transformer")]
    [InlineData("sweep Pages/Specs/size")]
    public async Task A_narrow_window_scrolls_in_no_other_direction_than_down(string report)
    {
        await using var browser = await chromium.Open(width: 400);
        await browser.Page.GotoAsync(new Uri(pages.Of(report.Split(' '))).AbsoluteUri);

        Assert.Equal(0, await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await browser.RequireAccessible();
    }

    [Fact]
    public async Task The_keyboard_changes_colours_and_axis()
    {
        await using var browser = await chromium.Open(ColorScheme.Light);
        await browser.Page.GotoAsync(new Uri(pages.Of("Pages/Specs/mlp")).AbsoluteUri);
        var page = browser.Page;
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("theme", await page.EvaluateAsync<string>("document.activeElement.id"));
        var light = await Paper(page);
        await page.Keyboard.PressAsync("Enter");
        Assert.NotEqual(light, await Paper(page));
        await browser.RequireAccessible();

        await page.Locator("button[data-shows]").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        Assert.Equal("true", await page.Locator("button[data-shows]").GetAttributeAsync("aria-pressed"));
        Assert.True(await page.Locator("#curves-logarithmic svg").IsVisibleAsync());
        Assert.False(await page.Locator("#curves-linear svg").IsVisibleAsync());

        await page.Locator("details summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator("details[open]").CountAsync() > 0);
        Assert.Empty(browser.Messages);
    }

    [Fact]
    public async Task A_print_is_light_has_its_folds_open_and_nothing_to_press()
    {
        await using var browser = await chromium.Open(ColorScheme.Dark);
        await browser.Page.GotoAsync(new Uri(pages.Of("Pages/Specs/mlp")).AbsoluteUri);
        await browser.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal("rgb(255, 255, 255)", await Paper(browser.Page));
        Assert.False(await browser.Page.Locator("button").First.IsVisibleAsync());
        Assert.False(await browser.Page.Locator("nav").IsVisibleAsync());
        await browser.Page.EvaluateAsync("window.dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(0, await browser.Page.Locator("details:not([open])").CountAsync());
        await browser.Page.EvaluateAsync("window.dispatchEvent(new Event('afterprint'))");
        Assert.NotEqual(0, await browser.Page.Locator("details:not([open])").CountAsync());
        Assert.True((await browser.Page.PdfAsync()).Length > 10_000);
    }

    [Fact]
    public async Task Markup_in_a_spec_or_a_text_is_shown_and_not_run()
    {
        await using var browser = await chromium.Open();
        foreach (var name in new[] { "bigram", "odd-bytes", "odd-pieces" })
        {
            await browser.Page.GotoAsync(new Uri(pages.Of("Pages/Specs/" + name)).AbsoluteUri);
            Assert.Equal(1, await browser.Page.Locator("script").CountAsync());
        }

        Assert.Empty(browser.Messages);
        await browser.Page.GotoAsync(new Uri(pages.Of("Pages/Specs/bigram")).AbsoluteUri);
        Assert.Contains("<script>console.log('from the spec')</script> &amp;", await browser.Page.Locator(".lead").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static Task<string> Paper(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
