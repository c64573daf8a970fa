using Makemore.Runtime.Runs;
using Microsoft.Playwright;
using Xunit;

namespace Makemore.Browser.Tests.Boards;

/// <summary>A project with some finished runs and a sweep.</summary>
public sealed class FinishedRuns : IDisposable
{
    public FinishedRuns()
    {
        Project.Run(ServedProject.Plan("quick"));
        Project.Run(ServedProject.Plan("quick", ("model.hidden", "32")));
        Project.Run(ServedProject.Plan("quick", ("model.hidden", "24"), ("training.learning-rate", "0.2")));
        Project.Sweep();
    }

    public ServedProject Project { get; } = new();

    public void Dispose() => Project.Dispose();
}

public sealed class BoardPageTests(Chromium chromium, FinishedRuns runs) : IClassFixture<FinishedRuns>
{
    public static TheoryData<string, ColorScheme, int> Pages()
    {
        var pages = new TheoryData<string, ColorScheme, int>();
        foreach (var page in new[] { "overview", "run", "compare", "sweeps", "sweep", "not-found" })
        {
            pages.Add(page, ColorScheme.Light, 1280);
            pages.Add(page, ColorScheme.Dark, 390);
            pages.Add(page, ColorScheme.Dark, 1280);
        }

        return pages;
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_is_quiet_and_can_be_read_by_everyone(string page, ColorScheme scheme, int width)
    {
        await using var browser = await Open(AddressOf(page), scheme, width);
        if (page == "sweep")
        {
            await browser.Page.Locator("details.brushes > summary").ClickAsync();
        }

        await browser.Picture($"{page}-{scheme}-{width}");

        await browser.RequireAccessible();
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(browser.Messages);
    }

    [Fact]
    public async Task The_table_is_filtered_sorted_and_grouped()
    {
        await using var browser = await Open("");
        var rows = browser.Page.Locator("table.runs tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(13);

        await browser.Page.GetByLabel("Condition").FillAsync("hidden >= 24 and training.learning-rate = 0.1");
        await browser.Page.GetByLabel("Condition").PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await browser.Page.GetByLabel("Condition").FillAsync("hiden > 3");
        await browser.Page.GetByLabel("Condition").PressAsync("Enter");
        await Assertions.Expect(browser.Page.Locator("#condition-problem")).ToContainTextAsync("hidden");
        await browser.Page.GetByLabel("Condition").FillAsync("");
        await browser.Page.GetByLabel("Condition").PressAsync("Enter");

        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "dev-loss" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("th[aria-sort=ascending]")).ToHaveCountAsync(1);
        var losses = await browser.Page.Locator("table.runs tbody tr td:nth-child(5)").AllTextContentsAsync();
        Assert.Equal(losses.Order(StringComparer.Ordinal), losses);

        await browser.Page.GetByLabel("Group by").SelectOptionAsync("Status");
        await Assertions.Expect(browser.Page.Locator("details.group > summary")).ToContainTextAsync(["finished"]);
        Assert.Empty(browser.Messages);
    }

    [Fact]
    public async Task Ticked_runs_are_compared()
    {
        await using var browser = await Open("");
        await browser.Page.GetByLabel("Compare Specs/quick").First.ClickAsync();
        await browser.Page.GetByLabel("Compare Specs/quick").Last.ClickAsync();
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Compare 2 runs" }).ClickAsync();

        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Heading, new() { Name = "Settings in which they differ" })).ToBeVisibleAsync();
        var path = browser.Page.Locator(".plot .line.solid").First;
        var before = await path.GetAttributeAsync("d");
        await browser.Page.GetByLabel("logarithmic loss").CheckAsync();
        await Assertions.Expect(path).Not.ToHaveAttributeAsync("d", before!);
        before = await path.GetAttributeAsync("d");
        await browser.Page.GetByLabel("Smoothing").FocusAsync();
        await browser.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(path).Not.ToHaveAttributeAsync("d", before!);
        Assert.Empty(browser.Messages);
    }

    [Fact]
    public async Task Trials_are_brushed_by_mouse_and_by_keyboard()
    {
        await using var browser = await Open(AddressOf("sweep"));
        var rows = browser.Page.Locator("table.quickgrid tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(12);

        var axis = (await browser.Page.Locator(".parallel .catch").First.BoundingBoxAsync())!;
        await browser.Page.Mouse.MoveAsync(axis.X + (axis.Width / 2), axis.Y + 4);
        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync(axis.X + (axis.Width / 2), axis.Y + (axis.Height / 3) - 5, new() { Steps = 4 });
        await browser.Page.Mouse.UpAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(4);
        await Assertions.Expect(browser.Page.Locator("path.trial.out")).ToHaveCountAsync(8);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(12);

        await browser.Page.Locator("details.brushes > summary").FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Page.GetByLabel("to", new() { Exact = true }).First.FocusAsync();
        await browser.Page.Keyboard.PressAsync("Home");
        for (var press = 0; press < 4; press++)
        {
            await browser.Page.Keyboard.PressAsync("PageUp");
        }

        await Assertions.Expect(rows).ToHaveCountAsync(4);
        Assert.Empty(browser.Messages);
    }

    private string AddressOf(string page)
    {
        string Key(params (string, string)[] changes) => $"Specs/quick@{RunFolder.Of(ServedProject.Plan("quick", changes), runs.Project.Options).Hash}";
        return page switch
        {
            "overview" => "",
            "run" => $"run?key={Key()}",
            "compare" => $"compare?run={Key()}&run={Key(("model.hidden", "32"))}&run={Key(("model.hidden", "24"), ("training.learning-rate", "0.2"))}",
            "sweep" => "sweep?name=Specs/size",
            _ => page,
        };
    }

    private async Task<BrowserPage> Open(string address, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var browser = await chromium.Open(scheme, width);
        // Leaves the cookie with the browser.
        await browser.Page.Context.APIRequest.GetAsync(runs.Project.Address.AbsoluteUri);
        await browser.Page.GotoAsync(runs.Project.Root + address);
        await Assertions.Expect(browser.Page.Locator("h1")).ToBeVisibleAsync();
        return browser;
    }
}
