using CsCheck;
using Makemore.Generators.Shapes;

namespace Makemore.Generators.Tests.Language;

public sealed class NumberTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void A_formula_has_the_value_that_arithmetic_gives() => Formulas(4).Sample(
        item => Assert.Equal(item.Value, item.Formula.Value!.Value), iter: 2_000);

    [Fact]
    public void Formulas_with_one_normal_form_are_equal_for_all_values() =>
        Gen.Select(Pairs(3), Pairs(3), (left, right) => (left, right)).Sample(
        pair =>
        {
            // The same formulas with other values of their symbols.
            var ((first, otherFirst), (second, otherSecond)) = pair;
            if (Polynomial.AreEqual(first, second))
            {
                Assert.Equal(first.Value, second.Value);
                Assert.Equal(otherFirst.Value, otherSecond.Value);
            }

            if (second.Value != 0 && otherSecond.Value != 0 && Polynomial.IsMultiple(first, second))
            {
                Assert.Equal(0, first.Value % second.Value);
                Assert.Equal(0, otherFirst.Value % otherSecond.Value);
            }
        },
        iter: 5_000);

    [Fact]
    public void The_laws_of_algebra_hold() => Gen.Select(Whole(2), Whole(2), Whole(2)).Sample(
        (a, b, c) =>
        {
            Assert.True(Polynomial.AreEqual(a + b, b + a));
            Assert.True(Polynomial.AreEqual(a * b, b * a));
            Assert.True(Polynomial.AreEqual(a * (b + c), (a * b) + (a * c)));
            Assert.True(Polynomial.AreEqual((a + b) + c, a + (b + c)));
            Assert.True(Polynomial.AreEqual((a - b) + b, a));
            Assert.True(Polynomial.IsMultiple(a * Symbol(0, 3), Symbol(0, 3)));
            Assert.True(Polynomial.AreEqual(a * Symbol(1, 3) / Symbol(1, 3), a));
        },
        iter: 1_000);

    [Fact]
    public void A_positive_formula_is_positive_for_all_positive_symbols() => Pairs(3).Sample(
        pair =>
        {
            if (Polynomial.IsPositive(pair.Formula))
            {
                Assert.True(pair.Formula.Value >= 1);
                Assert.True(pair.Other.Value >= 1);
            }
        },
        iter: 3_000);

    [Fact]
    public void A_rendered_formula_reads_back_to_the_same() => Formulas(4).Sample(
        item =>
        {
            var program = $"let a = 3\nlet b = 5\nlet c = 7\ntokens |> embed 1 |> flatten |> linear vocab " +
                $"init=(constant ({item.Formula}))";
            var constant = ModelText.Graph(program).Parameters[^2].Initializer.Arguments[0];
            Assert.Equal(item.Value, constant.Value);
        },
        iter: 200);

    private static Number.Symbol Symbol(int index, int value) => new(Names[index], value, true);

    // A formula and its value, computed beside it.
    private static Gen<(Number Formula, double Value)> Formulas(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Int[0, 20].Select(number => (Formula: Number.Of((long)number), Value: (double)number)),
            Gen.Int[0, 2].Select(index => (Formula: (Number)Symbol(index, 3 + (2 * index)), Value: (double)(3 + (2 * index)))));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Formulas(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(inner, inner, (left, right) => (left.Formula + right.Formula, left.Value + right.Value)),
            Gen.Select(inner, inner, (left, right) => (left.Formula - right.Formula, left.Value - right.Value)),
            Gen.Select(inner, leaf, (left, right) => (left.Formula * right.Formula, left.Value * right.Value)),
            Gen.Select(leaf, inner, (left, right) => (left.Formula * right.Formula, left.Value * right.Value)));
    }

    private static Gen<Number> Whole(int depth) => Formulas(depth).Select(item => item.Formula);

    // One formula with two assignments of its symbols, quotients and remainders among its steps.
    private static Gen<(Number Formula, Number Other)> Pairs(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Int[1, 6].Select(number => (Formula: Number.Of((long)number), Other: Number.Of((long)number))),
            Gen.Int[0, 2].Select(index =>
                (Formula: (Number)Symbol(index, 4 + index), Other: (Number)Symbol(index, 9 - (2 * index)))));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Pairs(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(inner, inner, (left, right) => (left.Formula + right.Formula, left.Other + right.Other)),
            Gen.Select(inner, inner, (left, right) => (left.Formula - right.Formula, left.Other - right.Other)),
            Gen.Select(inner, inner, (left, right) => (left.Formula * right.Formula, left.Other * right.Other)),
            Gen.Select(inner, leaf, (left, right) => (left.Formula / right.Formula, left.Other / right.Other)),
            Gen.Select(inner, leaf, (left, right) => (left.Formula % right.Formula, left.Other % right.Other)));
    }
}
