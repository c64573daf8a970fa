using System.Diagnostics;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Training;
using Microsoft.Playwright;
using Xunit;

namespace Makemore.Browser.Tests.Boards;

public sealed class LiveBoardTests(Chromium chromium)
{
    [Fact]
    public async Task A_run_that_starts_appears_grows_and_stops_with_a_checkpoint_from_which_it_goes_on()
    {
        using var project = new ServedProject();
        await using var browser = await Open(project);
        var card = browser.Page.Locator("article.card");
        await Assertions.Expect(card).ToHaveCountAsync(0);

        using var process = project.Start();
        var folder = RunFolder.Of(ServedProject.Plan("live"), project.Options);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(folder.IdentityFile), TimeSpan.FromSeconds(30)), "The run has not started.");
        var clock = Stopwatch.StartNew();
        await Assertions.Expect(card).ToHaveCountAsync(1, new() { Timeout = 10_000 });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"It took {clock.Elapsed} to appear.");

        var line = card.Locator("path.line.solid");
        var first = await line.GetAttributeAsync("d", new() { Timeout = 10_000 });
        await Assertions.Expect(line).Not.ToHaveAttributeAsync("d", first!, new() { Timeout = 10_000 });

        await card.GetByRole(AriaRole.Button).ClickAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        await Assertions.Expect(card).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator("table.runs .status.interrupted")).ToHaveCountAsync(1);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Path, "checkpoint")));
        Assert.False(File.Exists(Path.Combine(folder.Path, "stop.request")));

        // It goes on to what it would have come to without the stop.
        var observer = new Begin();
        var resumed = Runner.Run(ServedProject.Plan("live"), project.Options, observer, TestContext.Current.CancellationToken);
        Assert.True(observer.Step > 0, "It began again.");
        var whole = Runner.Run(
            ServedProject.Plan("live"), ServedProject.OptionsOf(Path.Combine(project.Folder, "whole")), ITrainingObserver.Silent,
            TestContext.Current.CancellationToken);
        Assert.Equal(whole.Losses, resumed.Losses);
        await Assertions.Expect(browser.Page.Locator("table.runs .status.finished")).ToHaveCountAsync(1);
        Assert.Empty(browser.Messages);
    }

    [Fact]
    public async Task A_run_whose_process_is_killed_is_interrupted()
    {
        using var project = new ServedProject();
        await using var browser = await Open(project);
        using var process = project.Start(("training.steps", "1000000"));
        await Assertions.Expect(browser.Page.Locator("article.card path.line.solid")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await browser.Picture("live");
        await browser.RequireAccessible();
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        await Assertions.Expect(browser.Page.Locator("article.card")).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator("table.runs .status.interrupted")).ToHaveCountAsync(1);
        Directory.Delete(project.Options.RunsFolder, recursive: true);
        await Assertions.Expect(browser.Page.Locator("table.runs .status")).ToHaveCountAsync(0);
        Assert.Empty(browser.Messages);
    }

    private async Task<BrowserPage> Open(ServedProject project)
    {
        var browser = await chromium.Open();
        await browser.Page.GotoAsync(project.Address.AbsoluteUri);
        await Assertions.Expect(browser.Page.Locator("h1")).ToBeVisibleAsync();
        return browser;
    }

    private sealed class Begin : ITrainingObserver
    {
        public long Step { get; private set; }

        public void Started(long step, long steps) => Step = step;
    }
}
