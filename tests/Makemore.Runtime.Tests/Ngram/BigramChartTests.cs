using System.Xml.Linq;
using Makemore.Charts.Runs;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Data;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Ngram;

public class BigramChartTests
{
    [Fact]
    public void Each_cell_has_its_pair_and_its_count()
    {
        using var folder = new TestFolder();
        var corpus = folder.Load("anna\nann\n");
        var tokenizer = Tokenizer.Create(new(), corpus);
        var chart = Chart(corpus, tokenizer, order: 2)!.ToPicture();

        var texts = XDocument.Parse(chart.ToSvg()).Descendants().Where(node => node.Name.LocalName == "text")
            .Select(node => node.Value.Trim()).ToList();

        Assert.Equal(["..", "0", ".a", "2", ".n", "0", "a.", "1", "aa", "0", "an", "2", "n.", "1", "na", "1", "nn", "2"], texts);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], chart.ToPng()[..4]);
    }

    [Fact]
    public void Longer_n_grams_have_no_chart()
    {
        using var folder = new TestFolder();
        var corpus = folder.Load("anna\n");

        Assert.Null(Chart(corpus, Tokenizer.Create(new(), corpus), order: 3));
    }

    private static BigramChart? Chart(Corpus corpus, Tokenizer tokenizer, int order)
    {
        var tokens = TokenizedCorpus.Create(corpus, tokenizer).Train;
        var counter = NgramCounter.Create(order, tokenizer.VocabularySize);
        return BigramChart.Of(
            counter.Count(tokens, tokenizer.VocabularySize, new(), TestContext.Current.CancellationToken), tokenizer);
    }
}
