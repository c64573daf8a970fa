using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Makemore.Benchmarks;

/// <summary>A transformer as in GPT-2, as a good user of TorchSharp writes it.</summary>
internal sealed class HandWrittenTransformer : Module<Tensor, Tensor>
{
    private readonly Embedding token;
    private readonly Embedding place;
    private readonly Sequential blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;

    /// <summary>Makes one with initial weights.</summary>
    public HandWrittenTransformer(int vocabulary, int context, int width, int heads, int layers)
        : base("transformer")
    {
        token = Embedding(vocabulary, width);
        place = Embedding(context, width);
        blocks = Sequential([.. Enumerable.Range(0, layers).Select(_ => new Block(width, heads))]);
        norm = LayerNorm(width);
        head = Linear(width, vocabulary, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = token.forward(tokens) + place.weight!.narrow(0, 0, tokens.shape[1]);
        return head.forward(norm.forward(blocks.forward(x)));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly LayerNorm beforeAttention;
        private readonly Linear queryKeyValue;
        private readonly Linear projection;
        private readonly LayerNorm beforeUnits;
        private readonly Linear units;
        private readonly Linear back;
        private readonly int heads;

        public Block(int width, int heads)
            : base("block")
        {
            this.heads = heads;
            beforeAttention = LayerNorm(width);
            queryKeyValue = Linear(width, 3 * width);
            projection = Linear(width, width);
            beforeUnits = LayerNorm(width);
            units = Linear(width, 4 * width);
            back = Linear(4 * width, width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = x + Attention(beforeAttention.forward(x));
            // TorchSharp's gelu is the exact one.
            return x + back.forward(gelu(units.forward(beforeUnits.forward(x))));
        }

        private Tensor Attention(Tensor x)
        {
            var (batch, time, width) = (x.shape[0], x.shape[1], x.shape[2]);
            var parts = queryKeyValue.forward(x).view(batch, time, 3 * heads, width / heads).transpose(1, 2).chunk(3, 1);
            var mixed = scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
            return projection.forward(mixed.transpose(1, 2).reshape(batch, time, width));
        }
    }
}
