namespace Makemore.Generators.Passes;

/// <summary>What <see cref="TableRows"/> has weighed for a product of rows that are looked up.</summary>
/// <param name="Matrix">What the rows are multiplied with, as it is called.</param>
/// <param name="WithTable">About how many multiply-adds the product takes as rows of another table.</param>
/// <param name="Without">About how many it takes as it is.</param>
public sealed record TableChoice(string Matrix, double WithTable, double Without)
{
    /// <summary>Whether the table is made.</summary>
    public bool IsTable => WithTable < Without;
}
