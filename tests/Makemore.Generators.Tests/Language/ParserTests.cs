using System.Globalization;
using CsCheck;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Language;

namespace Makemore.Generators.Tests.Language;

public sealed class ParserTests
{
    [Theory]
    [InlineData("a |> f >> g", "((a |> f) >> g)")]
    [InlineData("f >> g << h", "((f >> g) << h)")]
    [InlineData("a + b * c - d / e % f", "((a + (b * c)) - ((d / e) % f))")]
    [InlineData("a ** b ** c", "(a ** (b ** c))")]
    [InlineData("-a ** b", "((- a) ** b)")]
    [InlineData("a = b && c < d || e >= f", "(((a = b) && (c < d)) || (e >= f))")]
    [InlineData("f a -1", "(f a (- 1))")]
    [InlineData("f a - 1", "((f a) - 1)")]
    [InlineData("f a-1", "((f a) - 1)")]
    [InlineData("-f a", "(- (f a))")]
    [InlineData("f n=1 m=-2 g", "(f n=1 m=(- 2) g)")]
    [InlineData("f n = 1", "((f n) = 1)")]
    [InlineData("x |> fun y -> y |> g", "(x |> (fun y -> (y |> g)))")]
    [InlineData("if a then b elif c then d else e |> f", "(if a then b else (if c then d else (e |> f)))")]
    [InlineData("a (* b (* c *) d *) + e // f", "(a + e)")]
    [InlineData("(let x = 1 in x + 2)", "(let x = 1 in (x + 2))")]
    [InlineData("fun (x) y -> x", "(fun x y -> x)")]
    [InlineData("1_000 + 2.5e-1 + 3.", "((1000 + 0.25) + 3)")]
    public void Operators_bind_as_in_FSharp(string program, string meaning) => Assert.Equal(meaning, Show(Parse(program)));

    [Theory]
    [InlineData("a\n|> f\n|> g", "((a |> f) |> g)")]
    [InlineData("f\n  a\n  b", "(f a b)")]
    [InlineData("a |> f (\n  b\n  |> g\n) |> h", "((a |> (f (b |> g))) |> h)")]
    [InlineData("fun x ->\n  x\n  |> f", "(fun x -> (x |> f))")]
    [InlineData("a\n|> fun x ->\n    x\n    |> f\n|> g", "((a |> (fun x -> (x |> f))) |> g)")]
    [InlineData("if a then\n  b\nelse\n  c\n|> f", "((if a then b else c) |> f)")]
    [InlineData("   a\n|> f\n|> g", "((a |> f) |> g)")]
    [InlineData("(let x =\n      a\n   |> f\n x)", "(let x = (a |> f) in x)")]
    [InlineData("(let x = 1\n let y = 2\n x + y)", "(let x = 1 in (let y = 2 in (x + y)))")]
    [InlineData("(let f x =\n    x\n    + 1\n f 2)", "(let f x = (x + 1) in (f 2))")]
    [InlineData("a // first\n// between\n|> f", "(a |> f)")]
    public void Lines_follow_the_offside_rule(string program, string meaning) => Assert.Equal(meaning, Show(Parse(program)));

    [Fact]
    public void A_comment_behind_a_definition_or_above_it_is_its_summary()
    {
        var program = ParseProgram("// ignored\n\n// the width\n// of it all\nlet a = 1\nlet b = 2  // the depth\nlet c = 3\na");
        Assert.Equal(["the width of it all", "the depth", ""], program.Definitions.Select(definition => definition.Summary));
    }

    [Fact]
    public void A_printed_expression_reads_back() =>
        Random(4).Sample(text => Assert.Equal(text, Show(Parse(text))), iter: 2_000);

    [Fact]
    public void Parentheses_that_precedence_implies_change_nothing() => Random(3).Sample(
        text => Assert.Equal(text, Show(Parse(string.Concat(Enumerable.Repeat('(', 20)) + text
            + string.Concat(Enumerable.Repeat(')', 20))))), iter: 500);

    [Fact]
    public void A_program_is_read_or_it_is_said_why_not() => RandomProgram.Mutated.Sample(
        program =>
        {
            var diagnostics = new DiagnosticBag();
            var syntax = Parser.Parse(new ProgramText(program, (start, length) =>
                SourceLocation.Of("program", program, start, length), diagnostics));
            Assert.Equal(syntax is null, diagnostics.HasErrors);
        },
        iter: 2_000);

    private static Gen<string> Random(int depth)
    {
        var name = Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("hidden"));
        var leaf = Gen.OneOf(name, Gen.Int[0, 999].Select(number => number.ToString(CultureInfo.InvariantCulture)),
            Gen.Const("0.5"), Gen.Const("true"));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Random(depth - 1);
        string[] symbols = ["|>", ">>", "<<", "+", "-", "*", "/", "%", "**", "=", "<>", "<", ">", "<=", ">=", "&&", "||"];
        return Gen.Frequency(
            (2, leaf),
            (4, Gen.Select(inner, Gen.Int[0, symbols.Length - 1], inner, (left, symbol, right) =>
                $"({left} {symbols[symbol]} {right})")),
            (1, inner.Select(operand => $"(- {operand})")),
            (2, Gen.Select(name, inner, inner, (function, first, second) => $"({function} {first} {second})")),
            (1, Gen.Select(name, inner, (function, value) => $"({function} units={value})")),
            (1, Gen.Select(name, inner, (parameter, body) => $"(fun {parameter} -> {body})")),
            (1, Gen.Select(inner, inner, inner, (condition, then, otherwise) =>
                $"(if {condition} then {then} else {otherwise})")),
            (1, Gen.Select(name, inner, inner, (defined, value, body) => $"(let {defined} = {value} in {body})")));
    }

    private static Expression Parse(string program) => ParseProgram(program).Result!;

    private static ProgramSyntax ParseProgram(string program)
    {
        var diagnostics = new DiagnosticBag();
        var syntax = Parser.Parse(new ProgramText(program, (start, length) =>
            SourceLocation.Of("program", program, start, length), diagnostics));
        Assert.True(syntax is not null, $"{program}\n{string.Join("\n", diagnostics.ToArray().Select(item => item.Message))}");
        return syntax;
    }

    private static string Show(Expression expression) => expression switch
    {
        NumberLiteral number => number.Value.ToString(CultureInfo.InvariantCulture),
        BooleanLiteral boolean => boolean.Value ? "true" : "false",
        NameExpression name => name.Name,
        Application application => $"({Show(application.Function)} {string.Join(" ", application.Arguments.Select(Show))})",
        Operator step => $"({Show(step.Left)} {step.Symbol} {Show(step.Right)})",
        Negation negation => $"(- {Show(negation.Operand)})",
        Lambda lambda =>
            $"(fun {string.Join(" ", lambda.Parameters.Select(parameter => parameter.Name))} -> {Show(lambda.Body)})",
        Conditional conditional =>
            $"(if {Show(conditional.Condition)} then {Show(conditional.Then)} else {Show(conditional.Else)})",
        Block block => block.Definitions.Reverse()
            .Aggregate(Show(block.Result), (body, definition) => $"(let {Show(definition)} in {body})"),
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    private static string Show(Argument argument) => (argument.Name is null ? "" : $"{argument.Name}=") + Show(argument.Value);

    private static string Show(Definition definition) =>
        $"{string.Join(" ", definition.Parameters.Select(parameter => parameter.Name).Prepend(definition.Name))} = " +
            $"{Show(definition.Value)}";
}
