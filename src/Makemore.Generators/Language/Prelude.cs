using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <summary>The presets, as functions of the language itself.</summary>
internal static class Prelude
{
    /// <summary>The prelude's program.</summary>
    public const string Text =
        """
        // The next token from the last: a one-hot vector times a matrix of log counts.
        let bigram =
            onehot >> flatten >> linear vocab init=(normal 1) bias=false

        // Embeddings of a window of tokens, a hidden layer of tanh, and logits (Bengio et al., 2003).
        let mlp
            (embedding = 10)  // width of a token's embedding
            (hidden = 200)    // units of the hidden layer
            = embed embedding >> flatten
              >> linear hidden init=(kaiming (5.0 / 3)) bias=zeros >> tanh
              >> linear vocab init=(normal 0.01) bias=zeros
        """;

    /// <summary>The prelude, read.</summary>
    public static ProgramSyntax Program { get; } =
        Parser.Parse(new SourceText(Text.Replace("\r\n", "\n"), null, new DiagnosticBag()))!;

    /// <summary>The names of the presets, in the order of the text.</summary>
    public static IEnumerable<string> Presets => Program.Definitions
        .Where(definition => definition.Parameters.All(parameter => parameter.Default is not null))
        .Select(definition => definition.Name);
}
