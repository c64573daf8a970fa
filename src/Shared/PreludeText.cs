namespace Makemore.Format;

/// <summary>The prelude as the language writes it: the compiler reads it, and <c>show --prelude</c> prints it.</summary>
internal static class PreludeText
{
    /// <summary>The program, its lines ended by <c>\n</c>.</summary>
    public static string Value { get; } =
        """
        // ---- Layers for every program ----

        // A layer and a way around it (He et al., 2015).
        let residual f x = x + f x

        // Nothing: what comes in goes out.
        let id x = x

        // Two products with an activation between them, as in a transformer.
        let feedForward units width =
            linear units >> gelu approximate=tanh >> linear width

        // ---- Presets: 'model: { type: mlp, hidden: 300 }' ----

        // The next token from the last: a one-hot vector times a matrix of log counts.
        let bigram =
            onehot >> flatten >> linear vocab init=(normal 1) bias=false

        // Embeddings of a window of tokens, a hidden layer of tanh, and logits (Bengio et al., 2003).
        let mlp
            (embedding = 10)  // width of a token's embedding
            (hidden = 200)    // units of the hidden layer
            = embed embedding >> flatten
              >> linear hidden init=(kaiming (5.0 / 3)) bias=zeros >> tanh >> dropout
              >> linear vocab init=(normal 0.01) bias=zeros

        // The MLP of makemore.py, which trains on whole lines.
        let mlpSequence
            (embedding = 64)  // width of a token's embedding
            (hidden = 64)     // units of the hidden layer
            = embed embedding >> window context >> linear hidden >> tanh >> dropout >> linear vocab

        // The MLP with batch normalization before tanh, as in the third lecture.
        let mlpBatchnorm
            (embedding = 10)  // width of a token's embedding
            (hidden = 200)    // units of the hidden layer
            = embed embedding >> flatten
              >> linear hidden init=(kaiming (5.0 / 3)) bias=false >> batchnorm >> tanh >> dropout
              >> linear vocab init=(normal 0.01) bias=zeros

        // Pairs of steps joined level by level, as in the fifth lecture (after van den Oord et al., 2016); context 8.
        let wavenet
            (embedding = 24)  // width of a token's embedding
            (hidden = 128)    // units of each level
            =
            let level = flatten 2 >> linear hidden init=(kaiming 1) bias=false >> batchnorm unbiased=true >> tanh >> dropout
            embed embedding >> level >> level >> level >> linear vocab init=(kaiming 0.1) bias=zeros

        // Causal convolutions that see twice as far with each layer.
        let cnn
            (embedding = 64)  // width of a token's embedding
            (hidden = 64)     // channels of each layer
            = embed embedding
              >> conv hidden width=2 dilation=1 >> relu >> dropout
              >> conv hidden width=2 dilation=2 >> relu >> dropout
              >> conv hidden width=2 dilation=4 >> relu >> dropout
              >> linear vocab

        // A bag of words: the mean of all earlier tokens, and one hidden layer.
        let bow
            (embedding = 64)  // width of a token's embedding
            (hidden = 64)     // units of the hidden layer
            = embed embedding >> position
              >> residual bow
              >> residual (linear hidden >> tanh >> dropout >> linear embedding)
              >> linear vocab

        // A recurrent network.
        let rnn
            (embedding = 64)  // width of a token's embedding
            (hidden = 64)     // size of the state
            = embed embedding >> rnn hidden >> dropout >> linear vocab

        // A recurrent network of gated units.
        let gru
            (embedding = 64)  // width of a token's embedding
            (hidden = 64)     // size of the state
            = embed embedding >> gru hidden >> dropout >> linear vocab

        // A recurrent network with long short-term memory.
        let lstm
            (embedding = 64)  // width of a token's embedding
            (hidden = 64)     // size of the state
            = embed embedding >> lstm hidden >> dropout >> linear vocab

        // A transformer as in GPT-2 (Radford et al., 2019).
        let transformer
            (width = 64)   // width of the residual stream
            (heads = 4)    // heads of each attention
            (layers = 4)   // number of blocks
            =
            let block =
                residual (layernorm >> attention heads >> dropout)
                >> residual (layernorm >> feedForward (4 * width) width >> dropout)
            embed width >> position >> dropout >> repeat layers block >> layernorm >> linear vocab bias=false
        """.Replace("\r\n", "\n");
}
