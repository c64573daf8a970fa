namespace Makemore.Format;

/// <summary>The prelude as the language writes it: the compiler reads it, and <c>show --prelude</c> prints it.</summary>
internal static class PreludeText
{
    /// <summary>Functions for every program.</summary>
    public static string Functions { get; } =
        """
        // A layer and a way around it (He et al., 2015).
        let residual f x = x + f x

        // Nothing: what comes in goes out.
        let id x = x

        // Pairs of numbers turned by an angle that grows with their place (RoPE; Su et al., 2021); over 'width' and 'time'.
        let rotate x =
            let first, second = x |> parts 2
            let speed = exp (index over=width first * (-9.210340371976184 / size over=width first))  // 10000 ** (-2i / width)
            let angle = index over=time x * speed
            concat (first * cos angle - second * sin angle) (first * sin angle + second * cos angle)

        // Scores (..., time, source) so small that softmax does not see what comes later.
        let causal scores = where (index over=time scores < index over=source scores) (-1e30) scores

        // Sines and cosines of each place, added (Vaswani et al., 2017).
        let sinusoids x =
            let half = size over=width x / 2
            let speed = exp (index over=width (x |> slice half) * (-9.210340371976184 / half))  // 10000 ** (-2i / width)
            let angle = index over=time x * speed
            x + concat (sin angle) (cos angle)

        // Dropout where a share is given.
        let dropShare share x = if share = none then x else dropout share x

        // Two products with an activation between them, as in a transformer.
        let feedForward units width =
            linear units >> gelu approximate=tanh >> linear width
        """.Replace("\r\n", "\n");

    /// <summary>What the layers of these names compute; the table of operations says what their arguments may be.</summary>
    public static string Layers { get; } =
        """
        // At each step the vectors of the last steps joined, the newest first; a trained blank before the start.
        let window steps init x =
            let blank = parameter width=(size over=width x) init=init
            let seen = x |> lags lag=steps
            where (index over=time seen < index over=lag seen) blank seen |> join over=lag

        // A causal convolution over time (van den Oord et al., 2016).
        let conv units width dilation init bias x =
            x |> lags step=width dilation=dilation |> reverse over=step |> join over=step |> linear units init=init bias=bias

        // A recurrent layer (Elman, 1990).
        let rnn units init bias x =
            let start = parameter width=units
            let state = linear units init=init bias=bias
            x |> scan start (fun before input -> concat input before |> state |> tanh)

        // A gated recurrent unit (Cho et al., 2014), in the form of makemore.py.
        let gru units init bias x =
            let start = parameter width=units
            let update = linear units init=init bias=bias
            let reset = linear units init=init bias=bias
            let candidate = linear units init=init bias=bias
            x |> scan start (fun state input ->
                let share = concat input state |> update |> sigmoid
                let kept = concat input state |> reset |> sigmoid
                let proposed = concat input (kept * state) |> candidate |> tanh
                state + share * (proposed - state))

        // Long short-term memory (Hochreiter and Schmidhuber, 1997).
        let lstm units init bias x =
            let start = parameter width=units
            let startCell = parameter width=units
            let input = linear units init=init bias=bias
            let forget = linear units init=init bias=bias
            let output = linear units init=init bias=bias
            let candidate = linear units init=init bias=bias
            x |> scan (start, startCell) (fun (state, cell) read ->
                let both = concat read state
                let added = both |> input |> sigmoid
                let kept = both |> forget |> sigmoid
                let shown = both |> output |> sigmoid
                let memory = kept * cell + added * (both |> candidate |> tanh)
                (shown * tanh memory, memory))

        // The mean of this and all earlier steps.
        let bow x = cumsum over=time x / (index over=time x + 1)

        // Causal self-attention with several heads (Vaswani et al., 2017). Fewer keys and values than heads are each for a group of
        // them (Shazeer, 2019; Ainslie et al., 2023).
        let attention heads keyValueHeads window rotary alibi relative dropout init bias x =
            let width = size over=width x
            let grouped y = if keyValueHeads = none then y else y |> split group=keyValueHeads over=head
            let query, key, value =
                if keyValueHeads = none then
                    let query, key, value = x |> linear (3 * width) init=init bias=bias |> parts 3
                    (query |> split head=heads, key |> split head=heads, value |> split head=heads)
                else
                    let query = linear width init=init bias=bias
                    let keyValue = linear (2 * keyValueHeads * (width / heads)) init=init bias=bias
                    let key, value = x |> keyValue |> parts 2
                    (x |> query |> split head=heads |> grouped, key |> split group=keyValueHeads, value |> split group=keyValueHeads)
            let turned y = if rotary then rotate y else y
            let scores = dot (turned query) (turned key |> rename time=source) / sqrt (width / heads)
            let distance = index over=time scores - index over=source scores
            let placed =
                if alibi then
                    let number = fill 1 head=heads |> cumsum over=head  // 1, 2 ... heads
                    scores - (exp (number * (-5.545177444479562 / heads)) |> grouped) * distance  // 2 ** (-8 number / heads)
                else if relative then
                    let distances = parameter head=heads distance=context
                    scores + (distances |> lookup distance over=distance |> grouped)
                else scores
            let past = causal placed
            let seen = if window = none then past else where (distance >= window) (-1e30) past
            let weights = seen |> softmax over=source |> dropShare dropout
            let mixed = weights |> dot (value |> rename time=source) over=source
            let joined = if keyValueHeads = none then mixed else mixed |> join over=group into=head
            let projection = linear width init=init bias=bias
            joined |> join over=head |> projection
        """.Replace("\r\n", "\n");

    /// <summary>Whole models.</summary>
    public static string Presets { get; } =
        """
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

    /// <summary>All of it, lines ended by <c>\n</c>.</summary>
    public static string Value { get; } =
        $"// ---- Functions for every program ----\n\n{Functions}\n\n"
        + $"// ---- Layers, whose arguments have the defaults of the reference; 'none' is one that is left out ----\n\n{Layers}\n\n"
        + $"// ---- Presets: 'model: {{ type: mlp, hidden: 300 }}' ----\n\n{Presets}";
}
