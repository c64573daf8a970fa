namespace Makemore.Runtime.Models;

/// <summary>A model that computes on several threads, with the same results on any number of them.</summary>
public interface IParallelModel
{
    /// <summary>The most threads; the machine's at first.</summary>
    int Threads { get; set; }

    /// <summary>How a step of training is computed.</summary>
    /// <param name="examples">The number of examples, those of all batches that make the step.</param>
    /// <param name="length">The tokens of the longest.</param>
    StepSlices SlicesOf(int examples, int length);
}
