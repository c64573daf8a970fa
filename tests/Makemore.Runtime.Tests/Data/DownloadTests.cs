using System.Net;
using System.Net.Sockets;
using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Data;

public sealed class DownloadTests : IDisposable
{
    private const string Text = "ann\nbob\n";
    private static readonly string TextHash = DatasetTests.Sha256(Text);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_is_downloaded_once_and_then_read_from_the_cache()
    {
        await using var server = TestServer.Of(Text);

        var first = Load(server.Address);
        var second = Load(server.Address);

        Assert.Equal(["ann", "bob"], first.Train.Texts());
        Assert.Equal(first.Train.Texts(), second.Train.Texts());
        Assert.Equal((TextHash, 1), (second.Sha256, server.Requests));
    }

    [Fact]
    public async Task The_hash_may_be_written_in_capitals()
    {
        await using var server = TestServer.Of(Text);

        Assert.Equal(TextHash, Load(server.Address, TextHash.ToUpperInvariant()).Sha256);
    }

    [Fact]
    public async Task A_damaged_file_in_the_cache_is_downloaded_again()
    {
        await using var server = TestServer.Of(Text);
        Load(server.Address);
        File.WriteAllText(Assert.Single(CachedFiles()), "ann\nb");

        Assert.Equal(["ann", "bob"], Load(server.Address).Train.Texts());
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Another_content_says_found_and_expected_and_keeps_nothing()
    {
        await using var server = TestServer.Of("something else");

        var message = Error(server.Address);

        Assert.Contains($"found SHA-256 {DatasetTests.Sha256("something else")}, expected {TextHash}", message);
        Assert.Empty(CachedFiles());
    }

    [Fact]
    public async Task A_file_that_is_larger_than_the_limit_keeps_nothing()
    {
        await using var server = TestServer.Of(Text);

        var message = Assert.Throws<MakemoreException>(
            () => Load(server.Address, TextHash, folder.Options with { DownloadLimit = Text.Length - 1 })).Message;

        Assert.StartsWith($"{server.Address} is larger than 7 bytes, the most that is downloaded. Nothing was kept.", message);
        Assert.Contains("set MAKEMORE_DOWNLOAD_LIMIT to more bytes", message);
        Assert.Empty(CachedFiles());
        Assert.Equal(TextHash, Load(server.Address, TextHash, folder.Options with { DownloadLimit = Text.Length }).Sha256);
    }

    [Fact]
    public void The_limit_of_downloads_comes_from_the_environment()
    {
        Assert.Equal(1L << 30, DataOptions.FromEnvironment(".", _ => null).DownloadLimit);
        Assert.Equal(5, DataOptions.FromEnvironment(".", name => name == "MAKEMORE_DOWNLOAD_LIMIT" ? "5" : null).DownloadLimit);
        var error = Assert.Throws<MakemoreException>(
            () => DataOptions.FromEnvironment(".", name => name == "MAKEMORE_DOWNLOAD_LIMIT" ? "0" : null));
        Assert.Equal("MAKEMORE_DOWNLOAD_LIMIT is '0', but it must be a number of bytes, 1 or more.", error.Message);
    }

    [Fact]
    public async Task A_status_of_the_server_is_reported()
    {
        await using var server = TestServer.Of("no such page", "404 Not Found");

        Assert.Contains($"Cannot download {server.Address}: the server answered 404 (NotFound)", Error(server.Address));
        Assert.Empty(CachedFiles());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_breaks_keeps_nothing(bool resets)
    {
        await using var server = resets ? TestServer.ThatResets(Text) : TestServer.ThatBreaksOff(Text);

        Assert.StartsWith($"Cannot download {server.Address}: ", Error(server.Address));
        Assert.Empty(CachedFiles());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_sends_nothing_is_given_up(bool answers)
    {
        await using var server = answers ? TestServer.ThatStalls(Text) : TestServer.ThatIsSilent();
        var options = folder.Options with { HttpTimeout = TimeSpan.FromSeconds(0.2) };

        var message = Assert.Throws<MakemoreException>(() => Load(server.Address, TextHash, options)).Message;

        Assert.Contains("the server sent nothing for 0.2 seconds", message);
        Assert.Empty(CachedFiles());
    }

    [Fact]
    public async Task The_user_can_give_up()
    {
        await using var server = TestServer.ThatIsSilent();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(0.1));

        Assert.ThrowsAny<OperationCanceledException>(
            () => CorpusLoader.Load(Dataset(server.Address, TextHash), Splits.AllTrain, folder.Options, cancellation.Token));
    }

    [Fact]
    public void A_server_that_cannot_be_reached_says_what_to_do()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/data.txt";
        listener.Stop();

        var exception = Assert.Throws<MakemoreException>(() => Load(address));

        Assert.StartsWith($"Cannot download {address}: ", exception.Message);
        Assert.EndsWith(
            $"Without a network, put the file at {Path.Combine(folder.Path, "cache", "datasets", TextHash)}.txt.",
            exception.Message);
        Assert.Equal(1, exception.ExitCode);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_says_what_to_do()
    {
        await using var server = TestServer.Of(Text);
        folder.Write("cache", "a file where the folder should be");

        Assert.Contains("Set MAKEMORE_CACHE to a folder that can be written.", Error(server.Address));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/data.txt", "is not an address of http or https")]
    [InlineData("data.txt", "is not an address")]
    public void What_is_no_address_of_the_web_is_refused(string address, string problem) =>
        Assert.Contains(problem, Error(address));

    [Theory]
    [InlineData(null)]
    [InlineData("abc")]
    public void An_address_needs_a_hash(string? sha256) => Assert.Contains(
        "needs its sha256, 64 hexadecimal digits",
        Assert.Throws<MakemoreException>(() => Load("http://127.0.0.1/data.txt", sha256)).Message);

    [Fact]
    public async Task Many_may_download_the_same_file_at_a_time()
    {
        await using var server = TestServer.Of(Text);

        var corpora = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Load(server.Address))));

        Assert.All(corpora, corpus => Assert.Equal(["ann", "bob"], corpus.Train.Texts()));
        Assert.Single(CachedFiles());
    }

    [Fact]
    public async Task A_known_dataset_is_taken_from_a_folder_of_data_before_the_network()
    {
        await using var server = TestServer.Of(Text);
        using var data = new TestFolder();
        data.Write("known.txt", Text);

        var corpus = TestFolder.Load(new() { Name = "known" }, Known(server.Address, data));

        Assert.Equal(("known", DatasetUnit.Text, 0), (corpus.Name, corpus.Unit, server.Requests));
    }

    [Fact]
    public async Task A_known_dataset_that_is_in_no_folder_is_downloaded()
    {
        await using var server = TestServer.Of(Text);
        using var data = new TestFolder();

        Assert.Equal([Text], TestFolder.Load(new() { Name = "known" }, Known(server.Address, data)).Train.Texts());
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Another_file_of_the_name_in_a_folder_of_data_is_an_error()
    {
        await using var server = TestServer.Of(Text);
        using var data = new TestFolder();
        var path = data.Write("known.txt", "mine");

        var message = Assert.Throws<MakemoreException>(
            () => TestFolder.Load(new() { Name = "known" }, Known(server.Address, data))).Message;

        Assert.StartsWith($"{path}: wrong hash: this is not the dataset 'known'.", message);
        Assert.Contains($"Found SHA-256 {DatasetTests.Sha256("mine")}, expected {TextHash}.", message);
        Assert.Equal(0, server.Requests);
    }

    private static DatasetSpec Dataset(string address, string? sha256) => new() { Url = address, Sha256 = sha256 };

    private DataOptions Known(string address, TestFolder data) => folder.Options with
    {
        DataFolders = [Path.Combine(folder.Path, "missing"), data.Path],
        KnownDatasets = [new("known", "known.txt", DatasetUnit.Text, new(new(address), TextHash))],
    };

    private Corpus Load(string address) => Load(address, TextHash);

    private Corpus Load(string address, string? sha256, DataOptions? options = null) =>
        TestFolder.Load(Dataset(address, sha256), options ?? folder.Options);

    private string Error(string address) => Assert.Throws<MakemoreException>(() => Load(address)).Message;

    private string[] CachedFiles() => Directory.GetFiles(Path.Combine(folder.Path, "cache", "datasets"));
}
