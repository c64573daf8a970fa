namespace Makemore.Generators.Tests.Language;

/// <content>Specs whose model is wrong outside of its program.</content>
public sealed partial class ErroneousProgramTests
{
    private static readonly string[] Specs =
    [
        "model: tranformer\n",
        "model: { type: transformer, layer: 3 }\n",
        "model: { type: mlp, hidden: 2.5 }\n",
        "model: { type: mlp, hidden: 0 }\n",
        "context: 8\nmodel: { type: transformer, heads: 5 }\n",
        "context: 6\nmodel: wavenet\n",
        "extends: base.yaml\nmodel: |\n  tokens |> embed 10 |> repeat vocab (linear 4) |> flatten |> linear vocab\n",
        "extends: base.yaml\nmodel: |\n  tokens |> embed (if vocab > 30 then 2 else 3) |> flatten |> linear vocab\n",
        "model: { program: \"let hidden = 3\\ntokens |> embed hidden |> flatten |> linear vocab\", hiden: 4 }\n",
        "model: { program: \"let activation = gelu\\ntokens |> embed 8 |> activation |> flatten |> linear vocab\", activation: rellu }\n",
        "model: { program: \"let activation = gelu\\ntokens |> embed 8 |> activation |> flatten |> linear vocab\", activation: exp }\n",
        "model: { program: \"let activation = gelu\\ntokens |> embed 8 |> activation |> flatten |> linear vocab\", activation: [relu, tanh] }\n",
        "model: { program: \"let wide = true\\ntokens |> embed (if wide then 8 else 4) |> flatten |> linear vocab\", wide: yes }\n",
        "model: { program: \"let wide = true\\ntokens |> embed (if wide then 8 else 4) |> flatten |> linear vocab\", wider: true }\n",
        "model: |\n  use \"missing.mk\"\n  tokens |> embed 10 |> flatten |> linear vocab\n",
        "model: |\n  use \"cycle.mk\"\n  tokens |> embed 10 |> flatten |> linear vocab\n",
        "model: |\n  use \"model.mk\"\n  tokens |> embed 10 |> flatten |> linear vocab\n",
        "model: |\n  use \"wrong.mk\"\n  tokens |> embed 10 |> flatten |> dense 10 |> linear vocab\n",
    ];
}
