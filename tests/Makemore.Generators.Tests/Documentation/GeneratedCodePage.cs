using Makemore.Format;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Documentation;

/// <summary>Writes the page that walks a reader through generated code, with the code as it is made now.</summary>
internal static class GeneratedCodePage
{
    private const string Introduction = """
        # Generated code

        <!-- Made from what the compiler writes; a test compares. -->

        A spec becomes two files. `X.g.cs` is for you: the hyperparameters, then the network with its parameters, then what it
        computes. `X.Spec.g.cs` holds the rest: the settings that are not the default, the graph for `show`, and what the
        command line needs. `show NAME --code` prints both; a build leaves them below `generated/`.

        This page reads some of them beside Python that you may know: the lectures' notebooks, where a network is a list of
        tensors and some lines that use them, and makemore.py, where it is a tree of modules.


        """;

    private const string Mlp = """

        ## An MLP with batch normalization

        `lectures/part3-batchnorm.yaml` has this program:

        ```text
        {PROGRAM}
        ```

        and the compiler writes:

        ```csharp
        {CODE}
        ```

        Read it like the notebook of lecture 3:

        - Each field is one of the tensors that the notebook draws with a generator, in the same order, so that the same seed
          gives the same numbers. Behind its name stand what draws it and its sizes, as products of the hyperparameters: the
          table of embeddings, the weights of the hidden layer, the gain and shift of the normalization.
        - `parameters.Weight` and `parameters.Bias` are trained, and tell weight decay what they are. `parameters.Statistic`
          is the running mean or deviation, which the notebook updates by hand under `no_grad`.
        - `Forward` is the forward pass, a line for a step of the program. A comment gives the shape where it changes, in names
          and in the spec's numbers. There is no loss here: the runtime computes the cross entropy of what `Forward` returns,
          with the spec's smoothing and penalties, and the loop of the notebook is the runtime's `Trainer`.
        - The hidden layer has no bias, since the normalization takes it away again; the program says so.


        """;

    private const string Transformer = """

        ## A transformer

        `makemore/transformer.yaml` names a preset, whose program is this (`show --prelude` has them all):

        ```text
        {PROGRAM}
        ```

        and the compiler writes:

        ```csharp
        {CODE}
        ```

        Read it like makemore.py:

        - `Block` is its class of the same name: a layer that the program repeats becomes a class with parameters and a
          `Forward` of its own. The loop in the network's `Forward` is the loop over the list of modules.
        - `layers` is a number like the others, so `train makemore/transformer --layers 6` needs no new build.
        - Parameters have paths like those of PyTorch: the second block's is `blocks.1.attention.weight`, and stands under that
          name in `model.safetensors`.
        - `attention.weight` holds queries, keys and values side by side, as `c_attn` does; its `projection` is `c_proj`.
        - `Initializer.Default` and the uniform biases are what `nn.Linear` draws; the embeddings are drawn as by
          `nn.Embedding`.
        - The head has no bias, and the logits come out for each place: `(batch, context, vocab)`.

        ## On vector units

        Where `training.backend` says nothing, the same program becomes a class that needs no native library: the compiler
        differentiates the network, plans its memory, and writes a step of training as a line for each matrix product and each
        loop, with formulas and shapes beside them. What it does on the way is in [passes.md](passes.md), and why in
        [architecture.md](architecture.md).
        A word that an option can set (`let activation = gelu`) is an argument of the loops that compute the activation and its
        derivative.

        """;

    private const string Backprop = """

        ## Backpropagation by hand

        Lecture 4 writes the backward pass of its network by hand. `lectures/part4-backprop.yaml` is that network, and the compiler
        writes the same pass:

        ```csharp
        {CODE}
        ```

        Beside the formulas of the lecture, with n examples and the sum over them written as Σ:

        | by hand | here |
        |---|---|
        | dlogits = (softmax(logits) - onehot(y)) / n | `logitsGradient`, in the loop that computes the loss; no matrix of probabilities is kept |
        | db2 = Σ dlogits | `linear2BiasGradient`, in the same loop |
        | dW2 = hᵀ dlogits | `linear2WeightGradient = tanh^T @ logitsGradient` |
        | dh = dlogits W2ᵀ | `tanhGradient = logitsGradient @ linear2Weight^T` |
        | dhpreact = (1 - h²) dh | `normalizeGradient`, computed where it is read |
        | dbnbias = Σ dhpreact | `normalizeShiftGradient` |
        | dbngain = Σ dhpreact · bnraw | `normalizeGainGradient`; `normalized` is bnraw |
        | dbnvar, by way of the root | `deviationGradient`, and from it `squaresGradient` with Bessel's n - 1 |
        | dbnmean = -Σ of what centers | `batchMeanGradient`, spread as `sumGradient` |
        | dhprebn, of three parts | `linearGradient`: what goes through the centered number, the variance and the mean |
        | dW1 = embcatᵀ dhprebn, db1 = Σ dhprebn | `linearWeightGradient`, `linearBiasGradient` |
        | dembcat = dhprebn W1ᵀ | `flattenGradient` |
        | dC: add the rows of each token | `embedWeightGradient[tokens] += flattenGradient` |

        The lecture simplifies the cross entropy and the normalization on paper. The compiler finds the first by itself, since the largest
        logit, which is only taken off for the range of floats, has no derivative. Of the second it keeps the parts, in two loops.

        """;

    private const string Continuation = """

        ## Token by token

        A text is sampled token by token, and computing all of it for each would do most of the work again and again. A network whose
        places do not look ahead has a third method for that: it computes the last place alone, from what was kept of those before (the
        state of a recurrent layer, the keys and values of attention, the sum of a mean over all earlier places). The compiler makes it
        from the graph of all places, so programs of your own have it as well. `makemore/gru.yaml`:

        ```csharp
        {CODE}
        ```

        It is the cell as it stands in the papers: both gates from input and state, the candidate from the state that the reset gate lets
        through. `time` is the number of tokens so far, and a field that ends in `Past` has a place for each of them.

        """;

    /// <summary>The whole page.</summary>
    /// <param name="codeOf">The file that is for the reader, of a spec of the experiments on libtorch.</param>
    /// <param name="simdCodeOf">The same of one on vector units.</param>
    public static string Render(Func<string, string> codeOf, Func<string, string> simdCodeOf)
    {
        var backprop = simdCodeOf("lectures/part4-backprop.yaml");
        var gru = simdCodeOf("makemore/gru.yaml");
        const string batchnorm = "lectures/part3-batchnorm.yaml";
        const string transformer = "makemore/transformer.yaml";
        return string.Join("\n",
            Introduction.TrimEnd('\n'),
            Section(Mlp, ProgramOf(batchnorm), codeOf(batchnorm)),
            Section(Transformer, PresetOf("transformer"), codeOf(transformer)),
            Section(Backprop, "", string.Join("\n\n", Methods.Select(method => MethodOf(backprop, method)))),
            Section(Continuation, "", MethodOf(gru, "protected override Floats Continue()")));
    }

    private static readonly string[] Methods = ["float Train(", "void Loss(", "void DeviationGradient(", "void LinearGradient("];

    // A method with the comment above it, without the indentation of its class.
    private static string MethodOf(string code, string head)
    {
        string[] lines = code.Split('\n');
        var start = Array.FindIndex(lines, line => line.Contains(head, StringComparison.Ordinal));
        var end = Array.IndexOf(lines, "        }", start);
        while (lines[start - 1].TrimStart().StartsWith("// ", StringComparison.Ordinal))
        {
            start--;
        }

        return string.Join('\n', lines[start..(end + 1)].Select(line => line.Length == 0 ? line : line[8..]));
    }

    private static string Section(string text, string program, string code) => text.TrimEnd('\n')
        .Replace("{PROGRAM}", program, StringComparison.Ordinal)
        .Replace("{CODE}", code.TrimEnd('\n'), StringComparison.Ordinal)
        + "\n";

    // The block below `model: |`, without its indentation.
    private static string ProgramOf(string spec) => string.Join('\n',
        File.ReadLines(Repository.PathOf("experiments/" + spec)).SkipWhile(line => line != "model: |").Skip(1)
            .TakeWhile(line => line.Length == 0 || line[0] == ' ').Select(line => line.Length == 0 ? line : line[2..])).TrimEnd('\n');

    private static string PresetOf(string name) => string.Join('\n',
        PreludeText.Value.Split('\n').SkipWhile(line => line.TrimEnd() != $"let {name}")
            .TakeWhile((line, index) => index == 0 || line.Length == 0 || line[0] == ' ')).TrimEnd('\n');
}
