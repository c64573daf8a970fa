using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Data;

/// <summary>A dataset, divided.</summary>
/// <param name="Name">What the spec calls it: a known name, a path or an address.</param>
/// <param name="Unit">Whether its documents are lines or a running text.</param>
/// <param name="Sha256">Identifies the content of the data, in lower-case hexadecimal digits; not how it is divided.</param>
/// <param name="Train">What trains; never empty.</param>
/// <param name="Dev">What chooses between models; may be empty.</param>
/// <param name="Test">What is looked at last; may be empty.</param>
public sealed record Corpus(string Name, DatasetUnit Unit, string Sha256, Documents Train, Documents Dev, Documents Test);
