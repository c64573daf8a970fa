using System.ComponentModel;
using System.Diagnostics;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Ledgers;

/// <summary>Looks whether workers of this machine are still there, so that a killed one need not be waited for.</summary>
public static class LocalProcesses
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>Whether the process of a worker has ended; false too of a machine that cannot be looked at.</summary>
    public static bool HasEnded(Worker worker)
    {
        if (worker.Host != Environment.MachineName)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(worker.Process);
            // The system uses numbers again; when the process started tells which one it is.
            return process.HasExited || (process.StartTime.ToUniversalTime() - worker.Started).Duration() > Tolerance;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return true;
        }
        catch (Win32Exception)
        {
            // It is there, but another user's.
            return false;
        }
    }
}
