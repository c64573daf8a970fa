using Makemore.Generators.Diagnostics;
using Makemore.Generators.Tests.Language;

namespace Makemore.Generators.Tests.Diagnostics;

/// <summary>What a backend lacks is said where the program has it, as far as the model needs it.</summary>
public sealed class BackendTests
{
    [Theory]
    [InlineData("tokens |> embed 4 |> bow |> linear vocab", "bow")]
    [InlineData("let mean = bow\ntokens |> embed 4 |> mean |> linear vocab", "bow")]
    [InlineData("let block x = x + bow x\ntokens |> embed 4 |> repeat 3 block |> linear vocab", "bow x")]
    [InlineData("tokens |> embed 4 |> residual (fun x -> bow x) |> linear vocab", "bow x")]
    public void An_operation_that_the_backend_lacks_is_an_error_where_it_stands(string program, string place)
    {
        var spec = ModelText.SpecOf(program);
        var diagnostic = Assert.Single(Compile(spec));
        Assert.Equal(Rules.OperationNotInBackend, diagnostic.Rule);
        Assert.StartsWith("The backend 'bowless' has no 'bow'.", diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(place, spec.Substring(diagnostic.Location.Start, diagnostic.Location.Length));
    }

    [Fact]
    public void In_a_preset_the_message_names_the_step()
    {
        var diagnostic = Assert.Single(Compile("dataset: names\nmodel: bow\n"));
        Assert.Equal(Rules.OperationNotInBackend, diagnostic.Rule);
        Assert.EndsWith(" This happened in its step 'f x'.", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_model_does_not_need_may_lack() =>
        Assert.Empty(Compile(ModelText.SpecOf("let _unused = tokens |> embed 4 |> bow\ntokens |> embed 4 |> linear vocab")));

    private static IEnumerable<DiagnosticInfo> Compile(string spec) =>
        SpecProject.Of(spec).Compile(backend: new BackendWithoutBow());
}
