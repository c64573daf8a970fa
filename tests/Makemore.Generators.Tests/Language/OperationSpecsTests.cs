using System.Text.RegularExpressions;
using Makemore.Generators.Language;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Language;

public class OperationSpecsTests
{
    private const string Folder = "tests/Makemore.Runtime.Tests/Torch/Operations/Specs";

    public static TheoryData<string> Names => [.. Operations.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_operation_of_the_language_stands_in_a_spec_whose_output_and_gradients_are_tested(string name) =>
        Assert.Contains(
            Directory.EnumerateFiles(Repository.PathOf(Folder), "*.yaml").Select(File.ReadAllText),
            text => Regex.IsMatch(text[text.IndexOf("model:", StringComparison.Ordinal)..], $@"\b{name}\b"));
}
