using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Makemore.Benchmarks;

/// <summary>makemore's bag of words, MLP and recurrent networks as a good user of TorchSharp writes them, of the width 64.</summary>
internal static class HandWrittenModels
{
    private const int Width = 64;
    private const int Vocabulary = 27;
    private const int Context = 16;

    /// <summary>A step of a gated recurrent unit, or of a plain one.</summary>
    public interface ICell
    {
        /// <summary>The next state.</summary>
        Tensor Next(Tensor input, Tensor state);
    }

    /// <summary>At each place the mean of all tokens before it, and one hidden layer.</summary>
    public sealed class BagOfWords : Module<Tensor, Tensor>
    {
        private readonly Embedding token = Embedding(Vocabulary, Width);
        private readonly Embedding place = Embedding(Context, Width);
        private readonly Linear hidden = Linear(Width, Width);
        private readonly Linear back = Linear(Width, Width);
        private readonly Linear head = Linear(Width, Vocabulary);
        private readonly Tensor counts = arange(1, Context + 1, ScalarType.Float32).view(-1, 1);

        public BagOfWords()
            : base("bow") => RegisterComponents();

        public override Tensor forward(Tensor tokens)
        {
            var time = tokens.shape[1];
            var x = token.forward(tokens) + place.weight!.narrow(0, 0, time);
            x = x + x.cumsum(1) / counts.narrow(0, 0, time);
            x = x + back.forward(tanh(hidden.forward(x)));
            return head.forward(x);
        }
    }

    /// <summary>At each place the last 16 tokens, the newest first; a trained blank stands before the start.</summary>
    public sealed class Mlp : Module<Tensor, Tensor>
    {
        private readonly Embedding token = Embedding(Vocabulary + 1, Width);
        private readonly Linear hidden = Linear(Context * Width, Width);
        private readonly Linear head = Linear(Width, Vocabulary);

        public Mlp()
            : base("mlp") => RegisterComponents();

        public override Tensor forward(Tensor tokens)
        {
            var windows = pad(tokens, [Context - 1, 0], value: Vocabulary).unfold(1, Context, 1).flip(-1);
            return head.forward(tanh(hidden.forward(token.forward(windows).flatten(2))));
        }
    }

    /// <summary>A cell that goes over the tokens.</summary>
    public sealed class Recurrent<TCell> : Module<Tensor, Tensor>
        where TCell : Module, ICell, new()
    {
        private readonly Embedding token = Embedding(Vocabulary, Width);
        private readonly Parameter start = Parameter(zeros(Width));
        private readonly TCell cell = new();
        private readonly Linear head = Linear(Width, Vocabulary);

        public Recurrent()
            : base("recurrent") => RegisterComponents();

        public override Tensor forward(Tensor tokens)
        {
            var state = start.expand(tokens.shape[0], Width);
            var states = new List<Tensor>();
            foreach (var input in token.forward(tokens).unbind(1))
            {
                state = cell.Next(input, state);
                states.Add(state);
            }

            return head.forward(stack(states, 1));
        }
    }

    /// <summary>The plain cell.</summary>
    public sealed class RnnCell : Module, ICell
    {
        private readonly Linear state = Linear(2 * Width, Width);

        public RnnCell()
            : base("rnn") => RegisterComponents();

        /// <inheritdoc/>
        public Tensor Next(Tensor input, Tensor state) => tanh(this.state.forward(cat([input, state], 1)));
    }

    /// <summary>The gated cell.</summary>
    public sealed class GruCell : Module, ICell
    {
        private readonly Linear update = Linear(2 * Width, Width);
        private readonly Linear reset = Linear(2 * Width, Width);
        private readonly Linear candidate = Linear(2 * Width, Width);

        public GruCell()
            : base("gru") => RegisterComponents();

        /// <inheritdoc/>
        public Tensor Next(Tensor input, Tensor state)
        {
            var both = cat([input, state], 1);
            var share = TorchSharp.torch.sigmoid(update.forward(both));
            var kept = TorchSharp.torch.sigmoid(reset.forward(both));
            var proposed = tanh(candidate.forward(cat([input, kept * state], 1)));
            return state + share * (proposed - state);
        }
    }
}
