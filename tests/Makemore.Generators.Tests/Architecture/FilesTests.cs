using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Architecture;

public sealed class FilesTests
{
    private const int MostLines = 300;

    [Fact]
    public void No_file_is_longer_than_what_one_reads_at_once()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Replace('\\', '/').Split('/').Any(part => part is "bin" or "obj" or "Snapshots" or "generated"))
            .ToList();

        Assert.True(files.Count > 300);
        Assert.DoesNotContain(files, path => File.ReadLines(path).Count() > MostLines);
    }
}
