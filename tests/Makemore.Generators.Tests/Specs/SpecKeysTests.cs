using System.Globalization;
using System.Text.Json;
using Makemore.Format;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Specs;
using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Documentation;
using Makemore.Generators.Tests.Snapshots;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Makemore.Generators.Tests.Specs;

public sealed class SpecKeysTests
{
    public static TheoryData<string> Paths => [.. SpecKeys.All.Select(key => key.Path)];

    [Fact]
    public void The_reference_page_is_made_from_the_table() =>
        Snapshot.VerifyFile(SpecReference.Render(), Repository.PathOf("docs/spec.md"));

    [Fact]
    public void The_schema_is_made_from_the_table()
    {
        var schema = SpecSchema.Render();
        using var document = JsonDocument.Parse(schema);
        Assert.Equal(SpecKeys.NamesIn("").Append(SweepKeys.Section),
            document.RootElement.GetProperty("properties").EnumerateObject().Select(item => item.Name));
        Snapshot.VerifyFile(schema, Repository.PathOf("docs/spec.schema.json"));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_row_of_the_table_is_sound(string path)
    {
        var key = SpecKeys.Find(path)!;
        Assert.Single(SpecKeys.All, other => other.Path == path);
        Assert.EndsWith(".", key.Summary, StringComparison.Ordinal);
        Assert.True(key.Section.Length == 0 || SpecKeys.FindSection(key.Section) is not null);
        var diagnostics = new DiagnosticBag();
        var reader = new ValueReader(diagnostics);
        Assert.All(
            key.DefaultsWhere.Select(item => item.Value).Append(key.Default).OfType<string>(),
            text => Assert.Equal(text, reader.ReadDefault(key, text) is ScheduleValue { Points: [var only] }
                ? SpecText.Format(only.Value)
                : reader.ReadDefault(key, text)!.Text));
        var earlier = SpecKeys.All.TakeWhile(other => other != key).Select(other => other.Path).Append("model.type").ToList();
        Assert.All(key.AppliesWhere.Concat(key.DefaultsWhere.Select(item => item.Where)), condition =>
            Assert.Contains(condition.Path, earlier));
        Assert.All(key.Choices, choice => Assert.True(choice.AppliesWhere is null || earlier.Contains(choice.AppliesWhere.Path)));
    }

    [Fact]
    public void A_default_that_changes_is_noticed_since_the_hash_of_a_run_leaves_defaults_out() =>
        // Who accepts another default raises the version of the numerics of each backend that it concerns.
        Snapshot.Verify(
            string.Concat(SpecKeys.All.Where(key => key.ChangesNumbers && key.Default is not null).Select(key =>
                $"{key.Path}: {string.Join(" | ", key.DefaultsWhere.Select(item => item.Value).Append(key.Default))}\n")),
            "txt");

    [Fact]
    public void The_defaults_and_words_are_those_of_the_runtime()
    {
        var runtime = RuntimeRecords.Read();
        foreach (var key in SpecKeys.All.Where(key => key.Kind is not (
            ValueKind.Model or ValueKind.Expectation or ValueKind.StepExpectations) && key.Path != "extends"))
        {
            if (key.TypeName is not null && key.Choices.Count > 0)
            {
                Assert.Equal(runtime.Enums[key.TypeName].Order(), key.Choices.Select(choice => choice.Word).Order());
            }

            // Which source a dataset has, the compiler always says.
            if (key.Path != "dataset.name")
            {
                Assert.Equal((key.Path, runtime.Defaults[key.Path]), (key.Path, key.Default ?? ""));
            }
        }
    }

    /// <summary>What the sources of the runtime say, in the words of a spec.</summary>
    private sealed record RuntimeRecords(Dictionary<string, string> Defaults, Dictionary<string, List<string>> Enums)
    {
        public static RuntimeRecords Read()
        {
            var nodes = ((string[])["ExperimentSpec.cs", "SmoothingSpec.cs", "TrainingSpec.cs"])
                .Select(file => File.ReadAllText(Repository.PathOf("src/Makemore.Runtime/Specs/" + file)))
                .Select(text => CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken))
                .SelectMany(tree => tree.GetCompilationUnitRoot(TestContext.Current.CancellationToken).DescendantNodes())
                .ToList();
            var records = nodes.OfType<RecordDeclarationSyntax>().ToDictionary(item => item.Identifier.Text);
            var enums = nodes.OfType<EnumDeclarationSyntax>()
                .ToDictionary(item => item.Identifier.Text, item =>
                    item.Members.Select(member => Kebab(member.Identifier.Text)).ToList());
            var defaults = new Dictionary<string, string>();
            Add(records["ExperimentSpec"], "");
            return new(defaults, enums);

            void Add(RecordDeclarationSyntax record, string prefix)
            {
                foreach (var property in record.Members.OfType<PropertyDeclarationSyntax>())
                {
                    var path = prefix + Kebab(property.Identifier.Text);
                    if (records.TryGetValue(property.Type.ToString(), out var inner)
                        && property.Initializer?.Value is ImplicitObjectCreationExpressionSyntax)
                    {
                        Add(inner, path + ".");
                    }

                    defaults[path] = Default(property);
                }
            }
        }

        private static string Default(PropertyDeclarationSyntax property) => property.Initializer?.Value switch
        {
            LiteralExpressionSyntax { Token.Value: double number } => SpecText.Format(number),
            // The names of the numbers that words stand for.
            IdentifierNameSyntax word => Kebab(word.Identifier.Text),
            LiteralExpressionSyntax literal => Convert.ToString(literal.Token.Value, CultureInfo.InvariantCulture)!,
            MemberAccessExpressionSyntax member => Kebab(member.Name.Identifier.Text),
            InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax constant }] } =>
                Convert.ToString(constant.Token.Value, CultureInfo.InvariantCulture)!,
            null => property.Type is PredefinedTypeSyntax { Keyword.Text: not "string" } ? "0" : "",
            _ => "?",
        };

        private static string Kebab(string name) => string.Concat(name.Select((letter, i) =>
            char.IsUpper(letter) && i > 0 ? "-" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
    }
}
