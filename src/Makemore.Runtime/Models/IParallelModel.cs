namespace Makemore.Runtime.Models;

/// <summary>A model that computes on several threads, with the same results on any number of them.</summary>
public interface IParallelModel
{
    /// <summary>The most threads; the machine's at first.</summary>
    int Threads { get; set; }
}
