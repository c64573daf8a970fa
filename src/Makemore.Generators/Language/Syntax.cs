using Makemore.Generators.Collections;

namespace Makemore.Generators.Language;

/// <summary>A span of a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Start">The first offset.</param>
/// <param name="End">The offset behind the last.</param>
internal readonly record struct Span(ProgramText Source, int Start, int End)
{
    private const int MaximalLength = 60;

    /// <summary>The text of the span on one line, with an ellipsis where it is long.</summary>
    public string Text
    {
        get
        {
            var words = Source.Text.Substring(Start, Math.Min(End - Start, 4 * MaximalLength))
                .Split(['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries);
            return Shorten(string.Join(" ", words));
        }
    }

    /// <summary>A text that a message can hold.</summary>
    public static string Shorten(string line) => line.Length <= MaximalLength ? line : line.Substring(0, MaximalLength) + "...";

    /// <summary>The span from the start of this one to the end of another.</summary>
    public Span To(Span other) => new(Source, Start, Math.Max(End, other.End));
}

/// <summary>An expression as it was written.</summary>
internal abstract record Expression(Span Span)
{
    /// <summary>The expressions that it is made of.</summary>
    public virtual IEnumerable<Expression> Children => [];
}

/// <summary>A number.</summary>
internal sealed record NumberLiteral(double Value, bool IsInteger, Span Span) : Expression(Span);

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record BooleanLiteral(bool Value, Span Span) : Expression(Span);

/// <summary>A name that stands for a value.</summary>
internal sealed record NameExpression(string Name, Span Span) : Expression(Span);

/// <summary>A function and what it is applied to: <c>linear 200 bias=false</c>.</summary>
internal sealed record Application(Expression Function, EquatableArray<Argument> Arguments, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => Arguments.Select(argument => argument.Value).Prepend(Function);
}

/// <summary>An argument, with its name where it is given by name.</summary>
internal sealed record Argument(string? Name, Expression Value, Span Span);

/// <summary><c>fun x -> body</c>.</summary>
internal sealed record Lambda(EquatableArray<FunctionParameter> Parameters, Expression Body, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => Parameters.SelectMany(parameter => parameter.Expressions).Append(Body);
}

/// <summary>An axis that an annotation names, with its size where it gives one: <c>width=64</c>.</summary>
internal sealed record AnnotatedAxis(string Name, Expression? Size, Span Span);

/// <summary>A parameter, with its default where it has one: <c>n</c>, <c>(hidden = 200)</c>, <c>(x: batch, width)</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Default">The default, or null.</param>
/// <param name="Summary">The comment behind it.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record FunctionParameter(string Name, Expression? Default, string Summary, Span Span)
{
    /// <summary>The names of the parts of a tuple: <c>(a, b)</c>; empty where it is one value.</summary>
    public EquatableArray<string> Parts { get; init; } = [];

    /// <summary>The axes that a tensor must have to be given for it; empty where anything may be given.</summary>
    public EquatableArray<AnnotatedAxis> Axes { get; init; } = [];

    /// <summary>The names that it brings in.</summary>
    public IEnumerable<string> Names => Parts.Count > 0 ? Parts : [Name];

    /// <summary>Its default, and the sizes of its axes.</summary>
    public IEnumerable<Expression> Expressions =>
        Axes.Select(axis => axis.Size).Prepend(Default).OfType<Expression>();
}

/// <summary>Two operands and an operator.</summary>
internal sealed record Operator(string Symbol, Expression Left, Expression Right, Span SymbolSpan, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => [Left, Right];
}

/// <summary><c>-x</c>.</summary>
internal sealed record Negation(Expression Operand, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => [Operand];
}

/// <summary><c>if condition then a else b</c>.</summary>
internal sealed record Conditional(Expression Condition, Expression Then, Expression Else, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => [Condition, Then, Else];
}

/// <summary>Several values as one: <c>(state, cell)</c>.</summary>
internal sealed record TupleExpression(EquatableArray<Expression> Items, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => Items;
}

/// <summary>A list: <c>[256; 128; 64]</c>.</summary>
internal sealed record ListExpression(EquatableArray<Expression> Items, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => Items;
}

/// <summary>Whole numbers that follow each other, both ends among them: <c>[0 .. 3]</c>.</summary>
internal sealed record RangeExpression(Expression First, Expression Last, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => [First, Last];
}

/// <summary><c>[for n in widths -> linear n]</c>.</summary>
internal sealed record Comprehension(string Name, Expression Source, Expression Item, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => [Source, Item];
}

/// <summary><c>match value with | 1 -> a | _ -> b</c>.</summary>
internal sealed record MatchExpression(Expression Value, EquatableArray<MatchCase> Cases, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => Cases.Select(one => one.Result).Prepend(Value);
}

/// <summary>A case: a number or <c>true</c> or <c>false</c> that must be met, or a name, which takes anything.</summary>
internal sealed record MatchCase(Expression Pattern, Expression Result);

/// <summary>Definitions and the expression that they are for.</summary>
internal sealed record Block(EquatableArray<Definition> Definitions, Expression Result, Span Span) : Expression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Children => Definitions.SelectMany(definition => definition.Expressions).Append(Result);
}

/// <summary><c>let name parameters = value</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Parameters">The parameters of a function.</param>
/// <param name="Value">The value or the function's body.</param>
/// <param name="Summary">The comment behind it or in the lines before.</param>
/// <param name="NameSpan">Where the name stands.</param>
internal sealed record Definition(
    string Name, EquatableArray<FunctionParameter> Parameters, Expression Value, string Summary, Span NameSpan)
{
    /// <summary>The names of the parts of a tuple: <c>let a, b = ...</c>; empty where it is one value.</summary>
    public EquatableArray<string> Parts { get; init; } = [];

    /// <summary>The names that it brings in.</summary>
    public IEnumerable<string> Names => Parts.Count > 0 ? Parts : [Name];

    /// <summary>Its value, and what its parameters say.</summary>
    public IEnumerable<Expression> Expressions => Parameters.SelectMany(parameter => parameter.Expressions).Append(Value);
}

/// <summary>A file: what it brings in, what it defines, and its result, which a file of definitions has not.</summary>
internal sealed record ProgramSyntax(EquatableArray<UseDirective> Uses, EquatableArray<Definition> Definitions,
    Expression? Result);

/// <summary><c>use "blocks.mk"</c>.</summary>
internal sealed record UseDirective(string Path, Span Span);
