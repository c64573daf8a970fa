using System.Diagnostics;
using System.Text;
using CsCheck;

namespace Makemore.Generators.Tests.Language;

public sealed class RobustnessTests
{
    // Compilers run on threads with a smaller stack than the main one; a third of what Windows gives leaves room for them.
    private const int StackSize = 384 * 1024;
    private const int Programs = 3_000;
    private const int ManyPrograms = 100_000;

    private const string Head = "tokens |> embed 8 |> flatten ";
    private const string Tail = "\n|> linear vocab";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Pathological => [.. Monsters.Keys];

    private static Dictionary<string, Func<string>> Monsters { get; } = new()
    {
        ["nested brackets"] = () => new string('(', 10_000) + "tokens" + new string(')', 10_000),
        ["open brackets"] = () => new string('(', 100_000),
        ["nested comments"] = () => string.Concat(Enumerable.Repeat("(*", 10_000))
            + string.Concat(Enumerable.Repeat("*)", 10_000)) + Head + Tail,
        ["nested functions"] = () => string.Concat(Enumerable.Repeat("fun x -> ", 10_000)) + "x",
        ["nested conditions"] = () => string.Concat(Enumerable.Repeat("if true then ", 10_000)) + "tokens",
        ["conditions in a row"] = () =>
            "if true then 1 " + string.Concat(Enumerable.Repeat("elif true then 1 ", 10_000)) + "else 1",
        ["nested definitions"] = () => string.Concat(Enumerable.Repeat("let a = ", 10_000)) + "1",
        ["nested powers"] = () => $"tokens |> embed ({string.Concat(Enumerable.Repeat("2 ** ", 10_000))}1)" + Tail,
        ["nested signs"] = () => $"tokens |> embed ({string.Concat(Enumerable.Repeat("- ", 10_000))}1)" + Tail,
        ["a long sum"] = () => $"tokens |> embed (1{string.Concat(Enumerable.Repeat(" + 1", 100_000))})" + Tail,
        ["a long formula"] = () => $"let n = 1\ntokens |> embed (n{string.Concat(Enumerable.Repeat(" + n", 100_000))})" + Tail,
        ["a long pipe"] = () => Head + string.Concat(Enumerable.Repeat("|> tanh ", 100_000)) + Tail,
        ["a long composition"] = () =>
            $"tokens |> embed 8 |> flatten |> (tanh{string.Concat(Enumerable.Repeat(" >> tanh", 100_000))})" + Tail,
        ["a long composition backwards"] = () =>
            $"tokens |> embed 8 |> flatten |> (tanh{string.Concat(Enumerable.Repeat(" << tanh", 100_000))})" + Tail,
        ["many arguments"] = () => $"let id x = x\nid{string.Concat(Enumerable.Repeat(" id", 100_000))}",
        ["many definitions"] = () => string.Concat(Enumerable.Range(0, 2_000).Select(i => $"// a number\nlet n{i} " +
            $"= {i + 1}\n")) + "tokens |> embed n3 |> flatten" + Tail,
        ["many odd characters"] = () => string.Concat(Enumerable.Repeat("@ ", 100_000)),
        ["many errors"] = () => $"tokens |> f{string.Concat(Enumerable.Repeat(" (1 +) ()", 20_000))}\n{string.Concat(Enumerable.Repeat("|> |> f )\n", 20_000))}",
        ["brackets that nobody closes"] = () => string.Concat(Enumerable.Repeat("|> f (1\n", 20_000)),
        ["a long name"] = () => Head + "|> " + new string('x', 100_000),
        ["a long number"] = () => $"tokens |> embed {new string('9', 100_000)}",
        ["composition in a ladder"] = () => Ladder(5_000, i => $"let f{i} = tanh >> f{i - 1}", "let f0 = tanh"),
        ["application in a ladder"] = () => Ladder(5_000, i => $"let f{i} x = x |> f{i - 1}", "let f0 x = x"),
        ["doubled composition"] = () => Ladder(60, i => $"let f{i} = f{i - 1} >> f{i - 1}", "let f0 = tanh"),
        ["doubled application"] = () => Ladder(60, i => $"let f{i} x = f{i - 1} (f{i - 1} x)", "let f0 x = x"),
        ["doubled numbers"] = () => Ladder(60, i => $"let n{i} = n{i - 1} + n{i - 1}", "let n0 = 1") + "\n|> linear n60",
        ["doubled widths"] = () => $"let twice x = concat x x\ntokens |> embed 8 |> flatten |> repeat 100 twice{Tail}",
        ["doubled symbolic widths"] = () =>
            $"let w = 8\nlet twice x = concat x x\ntokens |> embed w |> flatten |> repeat 25 twice{Tail}",
        ["products of sums"] = () => $"let a = 1\nlet b = 1\nlet c = 1\ntokens |> embed " +
            $"({string.Join(" * ", Enumerable.Repeat("(a + b + c)", 60))} / 3) |> flatten{Tail}",
        ["a million times"] = () => $"tokens |> embed 8 |> flatten |> repeat 1000000 tanh{Tail}",
        ["two thousand million times nothing"] = () => $"tokens |> embed 8 |> flatten |> repeat 2147483647 (fun x -> x){Tail}",
        ["a large function often"] = () => $"let big x =\n    let inner y " +
            $"=\n{string.Concat(Enumerable.Repeat("        y |> tanh\n        |> tanh\n", 1))}{string.Concat(Enumerable.Repeat("        |> tanh\n", 5_000))}    x\ntokens |> embed 8 |> flatten |> repeat 100000 big{Tail}",
        ["deep functions"] = () => Ladder(300, i => $"let f{i} x = residual f{i - 1} x", "let f0 x = x"),
    };

    private static bool IsLong => Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1";

    [Theory]
    [MemberData(nameof(Pathological))]
    public void A_monstrous_program_is_compiled_or_refused_soon(string name) => OnSmallStack(() => Check(Monsters[name]()));

    [Fact]
    public void Files_that_use_each_other_are_read_once_each()
    {
        var files = Enumerable.Range(0, 40).Select(i => ($"f{i}.mk",
            $"use \"f{i + 1}.mk\"\nuse \"f{i + 1}.mk\"\nlet a{i} = 1\n")).Append(("f40.mk", "let last = 3\n"));
        OnSmallStack(() => Assert.Equal("", ModelText.Diagnose($"use \"f0.mk\"\n{Head}|> linear last{Tail}", 3, [.. files])));
    }

    [Fact]
    public void Too_many_files_in_a_row_are_refused()
    {
        var files = Enumerable.Range(0, 5_000).Select(i => ($"f{i}.mk", $"use \"f{i + 1}.mk\"\n"))
            .Append(("f5000.mk", "let last = 3\n"));
        OnSmallStack(() => Assert.Contains("MKM2015",
            ModelText.Diagnose($"use \"f0.mk\"\n{Head}|> linear last{Tail}", 3, [.. files]), StringComparison.Ordinal));
    }

    [Fact]
    public void No_random_program_makes_the_compiler_throw() =>
        OnSmallStack(() => Run(RandomProgram.Programs, seed: 3));

    [Fact]
    public void No_mutated_program_makes_the_compiler_throw() =>
        OnSmallStack(() => Run(RandomProgram.Mutated, seed: 4));

    // The long run, MAKEMORE_LONG_TESTS=1, begins with the same programs.
    private static void Run(Gen<string> programs, ulong seed)
    {
        var random = new PCG(stream: 1, seed);
        var (compiled, count) = (0, (IsLong ? ManyPrograms : Programs) / 2);
        for (var i = 0; i < count; i++)
        {
            compiled += Check(programs.Generate(random, null, out _)) ? 1 : 0;
        }

        // Programs that are all wrong would test the first checks alone.
        Assert.True(3 * compiled >= count, $"Only {compiled} of {count} programs compile.");
    }

    private static bool Check(string program)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var diagnostics = ModelText.Diagnose(program);
            Assert.True(watch.Elapsed < Bound, $"It takes {watch.Elapsed}.");
            return !diagnostics.Contains(": error ", StringComparison.Ordinal);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"The compiler fails on:\n{program[..Math.Min(program.Length, 2_000)]}", exception);
        }
    }

    private static string Ladder(int count, Func<int, string> step, string first)
    {
        var program = new StringBuilder(first).Append('\n');
        for (var i = 1; i <= count; i++)
        {
            program.Append(step(i)).Append('\n');
        }

        return $"{program}{Head}|> f{count}{Tail}";
    }

    private static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new InvalidOperationException(failure.Message, failure);
        }
    }
}
