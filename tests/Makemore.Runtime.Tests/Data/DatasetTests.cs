using System.Text;
using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Data;

public sealed class DatasetTests
{
    [Theory]
    [InlineData("ann\nbob", new[] { "ann", "bob" })]
    [InlineData("ann\nbob\n", new[] { "ann", "bob" })]
    [InlineData("ann\r\nbob\r\n", new[] { "ann", "bob" })]
    [InlineData("ann\rbob\r", new[] { "ann", "bob" })]
    [InlineData("\uFEFFann\nbob", new[] { "ann", "bob" })]
    [InlineData("\n\nann\n \n\nbob\n\n", new[] { "ann", "bob" })]
    [InlineData("  ann b \n\tbob\u00A0\n", new[] { "ann b", "bob" })]
    public void Lines_are_read_as_makemore_reads_them(string text, string[] expected)
    {
        using var folder = new TestFolder();

        Assert.Equal(expected, folder.Load(text).Train.Texts());
    }

    [Fact]
    public void A_running_text_keeps_every_character()
    {
        using var folder = new TestFolder();

        Assert.Equal([" a\r\n\n b \n"], folder.Load("\uFEFF a\r\n\n b \n", DatasetUnit.Text).Train.Texts());
    }

    [Fact]
    public void A_missing_file_names_what_was_searched_and_a_near_name()
    {
        using var folder = new TestFolder();
        using var data = new TestFolder();
        folder.Write("words.txt", "ann");

        var message = Error(new() { Path = "wrods.txt" }, folder.Options with { DataFolders = [data.Path] });

        Assert.Contains("there is no file 'wrods.txt'. Did you mean 'words.txt'?", message);
        Assert.Contains(Path.Combine(folder.Path, "wrods.txt"), message);
        Assert.Contains(Path.Combine(data.Path, "wrods.txt"), message);
    }

    [Fact]
    public void A_relative_path_is_looked_for_in_the_folders_of_data_after_the_project()
    {
        using var project = new TestFolder();
        using var data = new TestFolder();
        var options = project.Options with { DataFolders = [data.Path] };
        data.Write("words.txt", "ann");

        Assert.Equal(["ann"], TestFolder.Load(new() { Path = "words.txt" }, options).Train.Texts());

        project.Write("words.txt", "bob");

        Assert.Equal(["bob"], TestFolder.Load(new() { Path = "words.txt" }, options).Train.Texts());
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\uFEFF", "the file is empty")]
    [InlineData("\n \r\n", "all lines are empty")]
    public void A_file_without_text_is_an_error(string text, string problem)
    {
        using var folder = new TestFolder();
        var path = folder.Write("data.txt", text);

        Assert.StartsWith($"{path}: {problem}", Error(new() { Path = "data.txt" }, folder.Options));
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x0A, 0x62, 0x0D, 0x0A, 0x63, 0xFF, 0x0A }, 3, 6, "0xFF")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0xC3 }, 1, 3, "0xC3")]
    [InlineData(new byte[] { 0x61, 0x0D, 0xED, 0xA0, 0x80 }, 2, 2, "0xED")]
    public void Invalid_UTF8_names_line_and_byte(byte[] content, int line, int offset, string unit)
    {
        using var folder = new TestFolder();
        var path = folder.Write("data.txt", content);

        Assert.StartsWith(
            $"{path}, line {line}: invalid UTF-8: byte {unit} at byte offset {offset}.",
            Error(new() { Path = "data.txt" }, folder.Options));
    }

    [Fact]
    public void A_file_of_UTF16_is_recognized()
    {
        using var folder = new TestFolder();
        folder.Write("data.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("ann")]);

        Assert.Contains("It looks like UTF-16. Save the file as UTF-8.", Error(new() { Path = "data.txt" }, folder.Options));
    }

    [Fact]
    public void A_path_with_another_hash_than_declared_is_an_error()
    {
        using var folder = new TestFolder();
        var path = folder.Write("data.txt", "ann");
        var expected = new string('0', 64);

        var message = Error(new() { Path = "data.txt", Sha256 = expected }, folder.Options);

        Assert.StartsWith($"{path}: wrong hash", message);
        Assert.Contains($"Found SHA-256 {Sha256("ann")}, expected {expected}.", message);
    }

    [Fact]
    public void Ready_made_files_are_not_divided_again()
    {
        using var folder = new TestFolder();
        folder.Write("train.txt", "c\nb\na\n");
        folder.Write("dev.txt", "e\nd\n");
        var dataset = new DatasetSpec { Train = "train.txt", Dev = "dev.txt" };

        var corpus = TestFolder.Load(dataset, folder.Options, new());

        Assert.Equal(["c", "b", "a"], corpus.Train.Texts());
        Assert.Equal(["e", "d"], corpus.Dev.Texts());
        Assert.Equal(0, corpus.Test.Count);
    }

    [Fact]
    public void An_unknown_dataset_gets_a_suggestion()
    {
        using var folder = new TestFolder();

        Assert.StartsWith(
            "dataset: there is no dataset 'nmaes'. Did you mean 'names'?", Error(new() { Name = "nmaes" }, folder.Options));
    }

    [Fact]
    public void The_hash_is_that_of_the_loaded_data()
    {
        using var folder = new TestFolder();
        folder.Write("a.txt", "ann");
        folder.Write("b.txt", "bob");
        DatasetSpec[] datasets =
            [new(), new() { Path = "a.txt" }, new() { Train = "a.txt", Dev = "b.txt" },
                new() { Train = "a.txt", Test = "b.txt" }];

        var hashes = datasets.Select(dataset => CorpusLoader.Hash(dataset, folder.Options)).ToArray();

        Assert.Equal(datasets.Select(dataset => TestFolder.Load(dataset, folder.Options).Sha256), hashes);
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(Sha256("ann"), hashes[1]);
    }

    [Fact]
    public void The_hash_of_a_downloaded_dataset_needs_no_download()
    {
        using var folder = new TestFolder();

        Assert.StartsWith("0a30b5557f19", CorpusLoader.Hash(Names.Dataset, folder.Options));
    }

    [Fact]
    public void The_environment_says_where_to_look()
    {
        var folders = string.Join(Path.PathSeparator, "/data/one", "", " /data/two ");

        var options = DataOptions.FromEnvironment("/project", name => name switch
        {
            "MAKEMORE_DATA" => folders,
            "MAKEMORE_CACHE" => "/cache",
            _ => null,
        });

        Assert.Equal([Path.GetFullPath("/data/one"), Path.GetFullPath("/data/two")], options.DataFolders);
        Assert.Equal(Path.GetFullPath("/cache"), options.CacheFolder);
    }

    internal static string Sha256(string text) => DataFile.Of("", Encoding.UTF8.GetBytes(text)).Sha256;

    private static string Error(DatasetSpec dataset, DataOptions options) =>
        Assert.Throws<MakemoreException>(() => TestFolder.Load(dataset, options)).Message;
}
