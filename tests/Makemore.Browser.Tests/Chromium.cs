using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Makemore.Browser.Tests.Chromium))]

namespace Makemore.Browser.Tests;

/// <summary>The browser of this machine, started once for all tests. Where there is none, its tests are skipped, and say so.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Missing = "no chromium on this machine; install Debian's package `chromium`, or set MAKEMORE_CHROMIUM to one";

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The path of the browser, or null where there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("MAKEMORE_CHROMIUM") is { Length: > 0 } given ? given
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Path is null)
        {
            return;
        }

        // A machine that does other work beside is slow to open its first page.
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        // Chromium's sandbox refuses to run as root, which is who tests in a container.
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = ["--no-sandbox"] });
    }

    /// <summary>A page of its own, with its own storage.</summary>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="width">The pixels of a line.</param>
    public async Task<BrowserPage> Open(ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        Assert.SkipWhen(browser is null, Missing);
        var context = await browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        return new(context, await context.NewPageAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
