using CsCheck;
using Makemore.Runtime.Batches;
using Xunit;

namespace Makemore.Runtime.Tests.Batches;

public sealed class BatchSlicesTests
{
    private static readonly Gen<Batch> Lines = Gen.Int[1, 12].SelectMany(length => Gen.Int[1, length].Array[1, 20].Select(lengths =>
    {
        var (inputs, targets) = (new long[lengths.Length * length], new long[lengths.Length * length]);
        targets.AsSpan().Fill(-1);
        for (var example = 0; example < lengths.Length; example++)
        {
            for (var place = 0; place < lengths[example]; place++)
            {
                (inputs[(example * length) + place], targets[(example * length) + place]) = ((100 * example) + place, (100 * example) + place + 1);
            }
        }

        return new Batch(inputs, targets, lengths.Length, length);
    }));

    [Fact]
    public void Every_token_with_a_target_is_in_one_slice()
    {
        Gen.Select(Lines, Gen.Int[1, 8], Gen.Bool).Sample((batch, most, isShortened) =>
        {
            var slices = Cut(batch, most, isShortened);
            var pairs = slices.Slices.SelectMany(slice => slices.InputsOf(slice).ToArray().Zip(slices.TargetsOf(slice).ToArray()));
            var expected = batch.Inputs.Zip(batch.Targets);
            Assert.Equal(expected.Where(pair => pair.Second >= 0).Order(), pairs.Where(pair => pair.Second >= 0).Order());
            Assert.InRange(slices.Slices.Count, 1, most);
            Assert.Equal(batch.Size, slices.Slices.Sum(slice => slice.Size));
        });
    }

    [Fact]
    public void Shares_are_those_of_the_targets()
    {
        Gen.Select(Lines, Gen.Int[1, 8], Gen.Bool).Sample((batch, most, isShortened) =>
        {
            var slices = Cut(batch, most, isShortened);
            Assert.All(slices.Slices, slice =>
                Assert.Equal(slices.TargetsOf(slice).ToArray().Count(target => target >= 0) / (double)batch.TargetCount(), slice.Share));
        });
    }

    [Fact]
    public void A_shortened_slice_ends_with_its_longest_line()
    {
        Gen.Select(Lines, Gen.Int[1, 8]).Sample((batch, most) =>
        {
            var slices = Cut(batch, most, isShortened: true);
            Assert.All(slices.Slices, slice => Assert.Contains(
                slices.TargetsOf(slice).ToArray().Chunk(slice.Length), targets => targets[^1] >= 0));
            Assert.Equal(slices.Slices.Select(slice => slice.Length).OrderDescending(), slices.Slices.Select(slice => slice.Length));
        });
    }

    [Fact]
    public void Windows_stay_in_their_order()
    {
        var batch = new Batch([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [11, 12, 13, 14, 15], Size: 5, Length: 2);
        var slices = Cut(batch, most: 2, isShortened: true);
        Assert.Equal([3, 2], slices.Slices.Select(slice => slice.Size));
        Assert.Equal(batch.Inputs, slices.Slices.SelectMany(slice => slices.InputsOf(slice).ToArray()));
        Assert.Equal(batch.Targets, slices.Slices.SelectMany(slice => slices.TargetsOf(slice).ToArray()));
    }

    [Fact]
    public void Parts_are_neighbouring_examples_as_they_are()
    {
        Gen.Select(Lines, Gen.Int[1, 30]).Sample((batch, count) =>
        {
            var slices = new BatchSlices();
            slices.CutInParts(batch, count);
            Assert.Equal(Math.Min(count, batch.Size), slices.Slices.Count);
            Assert.InRange(slices.Slices.Max(part => part.Size) - slices.Slices.Min(part => part.Size), 0, 1);
            Assert.Equal(batch.Inputs, slices.Slices.SelectMany(part => slices.InputsOf(part).ToArray()));
            Assert.Equal(batch.Targets, slices.Slices.SelectMany(part => slices.TargetsOf(part).ToArray()));
            Assert.Equal(1, slices.Slices.Sum(part => part.Share), 1e-9);
        });
    }

    private static BatchSlices Cut(Batch batch, int most, bool isShortened)
    {
        var slices = new BatchSlices();
        slices.Cut(batch, most, isShortened);
        return slices;
    }
}
