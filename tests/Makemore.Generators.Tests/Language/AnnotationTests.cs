using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Language;

/// <summary>The axes that a parameter names are checked, and change nothing where they are right.</summary>
public sealed class AnnotationTests
{
    private const string End = "\n|> flatten |> linear vocab";

    /// <summary>Programs with a wrong annotation, or one that is not kept to; a snapshot has what is said of them.</summary>
    public static string[] WrongPrograms { get; } =
    [
        "let f (x: batch, time, width) = x |> linear 3\ntokens |> embed 10 |> flatten |> f |> linear vocab",
        "let f n (x: batch, width) = x |> linear n\ntokens |> embed 10 |> f 3" + End,
        "let f n (x: batch, width) = x |> linear n\nf 3 (tokens |> embed 10)" + End,
        "let f (x: batch, time, width=64) = x\ntokens |> embed 10 |> f" + End,
        "let n = 4\nlet f (x: batch, time, width=2 * n) = x\ntokens |> embed n |> f" + End,
        "let f heads (x: batch, time, head=heads, width) = x\ntokens |> embed 10 |> split head=5 |> f 2 |> join over=head" + End,
        "let f (x: batch, width) (y: batch, width) = x + y\nlet e = tokens |> embed 10\nf e (flatten e) |> linear vocab",
        "tokens |> embed 10 |> (fun (x: batch, width) -> x)" + End,
        "let norm = fun (x: batch, width) -> x\ntokens |> embed 10 |> norm" + End,
        "let f (x: batch, width) = x\nf 3",
        "let f (x: batch, width) n = linear n x\ntokens |> embed 10 |> flatten |> linear (f tanh 3)",
        "let f n (x: batch, width) = linear n x\nlet g = f 3\ntokens |> embed 10 |> g" + End,
        "let f (x: batch, width) = x\ntokens |> embed 10 |> (f >> tanh)" + End,
        "let f (x: batch, time) = embed 3 x\ntokens |> embed 3 |> f" + End,
        "let f (x: batch, time, width=tanh) = x\ntokens |> embed 10 |> f" + End,
        "let f (x: batch, time, width=missing) = x\nlet g = fun (y: batch, width=absent) -> y\ntokens |> embed 10" + End,
        "let f (x: batch, time, width=1.5) = x\ntokens |> embed 10 |> f" + End,
        "let f (x: batch, batch, width) = x\ntokens |> embed 10 |> f" + End,
        "let f (x: batch, 3) = x\nlet g (y: ) = y\nlet h (z: batch, width=) = z +\ntokens |> embed 10 |> f" + End,
        "let f x: batch = x\ntokens |> embed 10 |> f" + End,
        "let f (a, b: batch) = a\nlet g (n = 3: batch) = n\ntokens |> embed 10 : batch" + End,
        "let f (n: int) (x: float32) = linear n x\ntokens |> embed 10 |> f 3" + End,
        "let block (x: batch, width) = x |> linear 10\ntokens |> embed 10 |> repeat 2 block" + End,
        "let cell (state: batch, width=32) (input: batch, time, width) = state + input\ntokens |> embed 32 |> scan (fill 0 width=32) cell" + End,
    ];

    [Theory]
    [InlineData("let f (x: batch, time, width) = x |> linear 3\ntokens |> embed 10 |> f" + End)]
    [InlineData("let f (x: width, batch, time) = x |> linear 3\ntokens |> embed 10 |> f" + End)]
    [InlineData("let f (x: batch, time, width=10) = x |> linear 3\ntokens |> embed 10 |> f" + End)]
    [InlineData("let f (x: batch, time=context, width=2 * 5) = x |> linear 3\ntokens |> embed 10 |> f" + End)]
    [InlineData("let f n (x: batch, time, width=n + 0) = x |> linear 3\ntokens |> embed 10 |> f 10" + End)]
    [InlineData("let f (x:batch,time,width) = x |> linear 3\ntokens |> embed 10 |> f" + End)]
    [InlineData("let f (x: batch,\n       time,\n       width) =\n    x |> linear 3\ntokens |> embed 10 |> f" + End)]
    [InlineData("tokens |> embed 10 |> (fun (x: batch, time, width=10) -> x |> linear 3)" + End)]
    [InlineData("let f = fun (x: batch, time, width) -> x |> linear 3\ntokens |> embed 10 |> f" + End)]
    [InlineData("let start (ids: batch, time) = embed 10 ids\ntokens |> start |> linear 3" + End)]
    public void A_right_annotation_changes_nothing(string program) => Assert.Equal(
        ModelText.Steps(ModelText.Graph("tokens |> embed 10 |> linear 3" + End)), ModelText.Steps(ModelText.Graph(program)));

    [Theory]
    [InlineData("let f heads (x: batch, time, head=heads, width) = join over=head x\ntokens |> embed 10 |> split head=5 |> f 5" + End)]
    [InlineData("let cell (state: batch, width=32) (input: batch, width) = state + input\ntokens |> embed 32 |> scan (fill 0 width=32) cell" + End)]
    [InlineData("let block (x: batch, time, width) = residual (linear 10) x\ntokens |> embed 10 |> repeat 3 block" + End)]
    [InlineData("let f (x: batch, time, width) (y: batch, width) = flatten x + y\nlet e = tokens |> embed 10\nf e (flatten e) |> linear vocab")]
    public void An_annotation_may_stand_wherever_a_tensor_is_given(string program) => Assert.Equal("", ModelText.Diagnose(program));

    [Theory]
    [InlineData("let n = 8\nlet f (x: batch, time, width=8) = x\ntokens |> embed n |> f" + End, "AtLeast n 1; Equal n 8 in f")]
    [InlineData("let n = 8\nlet f (x: batch, time, width=n) = x\ntokens |> embed n |> f" + End, "AtLeast n 1")]
    [InlineData("let n = 8\nlet f (x: batch, time, width=2 * n) = x\ntokens |> embed (n + n) |> f" + End, "AtLeast n 1")]
    [InlineData("let f (x: batch, time=3, width) = x\ntokens |> embed 8 |> f" + End, "Equal context 3 in f")]
    public void What_an_override_could_break_is_checked_again(string program, string constraints) => Assert.Equal(
        constraints,
        string.Join("; ", ModelText.Graph(program).Constraints.Select(constraint =>
            $"{constraint.Kind} {constraint.Left} {constraint.Right}{(constraint.Step == "f" ? " in f" : "")}")));

    [Fact]
    public void A_number_that_only_an_annotation_reads_is_used() => Assert.Empty(SpecProject.Of(
        "context: 3\nmodel: |\n  let n = 8\n  let f (x: batch, time, width=n) = x\n  tokens |> embed 8 |> f |> flatten |> linear vocab\n").Compile());
}
