using Bogus;
using Bogus.Bson;
using Makemore.Runtime.Data;
using Xunit;

namespace Makemore.Runtime.Tests.Data;

public sealed class GivenNamesTests
{
    [Fact]
    public void The_embedded_names_are_those_of_Bogus()
    {
        var names = Database.GetAllLocales()
            .Select(locale => Database.GetLocale(locale)["name"]).OfType<BObject>()
            .SelectMany(lists => lists.Keys.Where(IsListOfGivenNames).Select(key => lists[key])).OfType<BArray>()
            .SelectMany(list => list.Cast<BValue>().Select(value => value.StringValue.ToLowerInvariant()))
            .Where(name => name.Length >= 2 && name.All(char.IsAsciiLetterLower))
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(names, Load().Train.Texts());
    }

    [Fact]
    public void They_are_the_default_and_need_no_file()
    {
        var corpus = Load();

        Assert.Equal(("given-names", 10_179), (corpus.Name, corpus.Train.Count));
    }

    private static bool IsListOfGivenNames(string key) => key.Contains("first_name", StringComparison.Ordinal);

    private static Corpus Load()
    {
        using var folder = new TestFolder();
        return TestFolder.Load(new(), folder.Options);
    }
}
