using Makemore.Runtime.Simd.Networks;
using Xunit;

namespace Makemore.Runtime.Tests.Simd;

public sealed class SimdTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Each_piece_is_done_once_and_no_member_is_two_threads(int most)
    {
        var done = new int[64];
        var inside = new int[most];
        var team = new SimdTeam(
            (member, piece) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside[member]));
                Thread.SpinWait(200);
                done[piece]++;
                Interlocked.Decrement(ref inside[member]);
            },
            most);
        for (var round = 1; round <= 2_000; round++)
        {
            team.Run(done.Length);
            Assert.All(done, times => Assert.Equal(round, times));
        }
    }

    [Fact]
    public void A_piece_that_fails_is_told_and_the_team_works_on()
    {
        var isBroken = true;
        var done = 0;
        var team = new SimdTeam(
            (_, piece) =>
            {
                if (isBroken && piece == 3)
                {
                    throw new NotSupportedException("no");
                }

                Interlocked.Increment(ref done);
            },
            most: 2);
        Assert.Equal("no", Assert.Throws<InvalidOperationException>(() => team.Run(8)).InnerException!.Message);

        (isBroken, done) = (false, 0);
        team.Run(8);
        Assert.Equal(8, done);
    }
}
