using Makemore.Runtime.Models;
using Makemore.Runtime.Sweeps.Studies;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Studies;

public sealed class TrainingCostTests
{
    // Lecture 2's network, and a linear layer at each of 8 places that is there 4 times.
    private static readonly GraphRow Embedding = new("embed embedding", "(batch, context, embedding)", [-1, 3, 10], [[27, 10]]) { IsLookup = true };
    private static readonly GraphRow Hidden = new("linear hidden", "(batch, hidden)", [-1, 200], [[30, 200], [200]]);
    private static readonly GraphRow Logits = new("linear vocab", "(batch, vocab)", [-1, 27], [[200, 27], [27]]);
    private static readonly GraphRow Repeated = new("linear width", "(batch, context, width)", [-1, 8, 64], [[64, 64], [64]]) { Layer = "blocks", Times = 4 };

    [Fact]
    public void Each_number_of_a_product_costs_six_operations_at_each_place() =>
        Assert.Equal(6 * ((30 * 200) + (200 * 27)), TrainingCost.OperationsOfExample([Embedding, Hidden, Logits]));

    [Fact]
    public void A_layer_costs_as_often_as_it_is_there_and_at_every_place() =>
        Assert.Equal(6.0 * 4 * 8 * 64 * 64, TrainingCost.OperationsOfExample([Repeated]));

    [Fact]
    public void A_graph_without_places_is_that_of_windows()
    {
        Assert.True(TrainingCost.IsWindowed([Embedding, Hidden, Logits]));
        Assert.False(TrainingCost.IsWindowed([Repeated]));
    }
}
