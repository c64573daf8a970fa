using Makemore.Board.Reading;
using Microsoft.AspNetCore.Components;

namespace Makemore.Board.Pages;

/// <summary>A page that is drawn again whenever a run or a sweep has changed.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private bool isDisposed;

    /// <summary>What reads the runs.</summary>
    [Inject]
    private protected BoardReader Reader { get; set; } = null!;

    /// <summary>What was read last.</summary>
    private protected BoardSnapshot Snapshot => Reader.Current;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Listens no more.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        isDisposed = true;
        Reader.Changed -= Draw;
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Reader.Changed += Draw;

    /// <summary>Takes over what has changed, before the page is drawn.</summary>
    protected virtual Task Update() => Task.CompletedTask;

    private void Draw() => _ = InvokeAsync(async () =>
    {
        if (!isDisposed)
        {
            await Update();
            StateHasChanged();
        }
    });
}
