using System.Runtime.InteropServices;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class FailureTests
{
    public static TheoryData<Exception, string> Failures => new()
    {
        { new OutOfMemoryException(), "There is not enough memory." },
        { new OverflowException(), "There is not enough memory." },
        { new ExternalException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."), "There is not enough" },
        { new ExternalException("shapes differ\nException raised from f at g.cpp"), "shapes differ (ExternalException; MAKEMORE_DEBUG=1" },
        { new MakemoreException("What it is."), "What it is." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Any_exception_becomes_one_line(Exception exception, string start)
    {
        Assert.StartsWith(start, Failure.Sentence(exception), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', Failure.Sentence(exception));
    }
}
