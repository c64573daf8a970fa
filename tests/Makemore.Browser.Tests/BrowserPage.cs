using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Makemore.Browser.Tests;

/// <summary>A page in the browser, and what it says on its console.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> messages = [];

    internal BrowserPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) => Say($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Say(error);
        page.RequestFailed += (_, request) => Say($"not loaded: {request.Url}");
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What was written to the console, thrown, or could not be loaded; none of a page that is well.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (messages)
            {
                return [.. messages];
            }
        }
    }

    /// <summary>Fails where axe finds something serious or critical.</summary>
    /// <param name="rules">The only rules to hold the page to; all where none is named.</param>
    public async Task RequireAccessible(params string[] rules)
    {
        var found = await Page.RunAxe(rules.Length == 0 ? null : new() { RunOnly = new() { Type = "rule", Values = [.. rules] } });
        Assert.Empty(found.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id} ({violation.Impact}): {violation.Help}: {node.Html}")));
    }

    /// <summary>Takes a picture of the page into the folder of MAKEMORE_PICTURES, to be looked at; nothing where that is not set.</summary>
    public Task Picture(string name) => Environment.GetEnvironmentVariable("MAKEMORE_PICTURES") is { Length: > 0 } folder
        ? Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true }) : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Say(string message)
    {
        lock (messages)
        {
            messages.Add(message);
        }
    }
}
