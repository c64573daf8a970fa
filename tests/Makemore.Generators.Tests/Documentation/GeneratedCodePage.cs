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

        This page reads two of them beside Python that you may know: the lectures' notebooks, where a network is a list of
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
        loop, with formulas and shapes beside them. What it does on the way, and why, is in [architecture.md](architecture.md).
        A word that an option can set (`let activation = gelu`) is an argument of the loops that compute the activation and its
        derivative.

        """;

    /// <summary>The whole page.</summary>
    /// <param name="codeOf">The file that is for the reader, of a spec of the experiments.</param>
    public static string Render(Func<string, string> codeOf)
    {
        const string batchnorm = "lectures/part3-batchnorm.yaml";
        const string transformer = "makemore/transformer.yaml";
        return string.Join("\n",
            Introduction.TrimEnd('\n'),
            Section(Mlp, ProgramOf(batchnorm), codeOf(batchnorm)),
            Section(Transformer, PresetOf("transformer"), codeOf(transformer)));
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
