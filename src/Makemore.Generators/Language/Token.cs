namespace Makemore.Generators.Language;

/// <summary>The kinds of token.</summary>
internal enum TokenKind
{
    /// <summary>A name: <c>linear</c>.</summary>
    Name,

    /// <summary>A whole number: <c>10_000</c>.</summary>
    Integer,

    /// <summary>A real number: <c>1e-3</c>.</summary>
    Real,

    /// <summary>A word of the language: <c>let</c>.</summary>
    Keyword,

    /// <summary>A text in double quotes.</summary>
    Text,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>What the language has not; it is reported when it is read, and not again by whoever meets it.</summary>
    Unreadable,

    /// <summary>The end of the program.</summary>
    End,
}

/// <summary>A piece of the program's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters.</param>
/// <param name="Start">Its offset in the program.</param>
/// <param name="Column">Its zero-based column.</param>
/// <param name="IsFirst">Whether it is the first of its line.</param>
/// <param name="SpaceBefore">Whether white space stands before it.</param>
/// <param name="SpaceAfter">Whether white space stands behind it.</param>
/// <param name="Comment">The comment behind it on the same line, or empty.</param>
internal sealed record Token(
    TokenKind Kind, string Text, int Start, int Column, bool IsFirst, bool SpaceBefore, bool SpaceAfter, string Comment = "")
{
    /// <summary>The offset behind it.</summary>
    public int End => Start + Text.Length;

    /// <summary>Whether it is an operator that joins two operands, which may begin a line that continues an expression.</summary>
    public bool IsInfix => Kind == TokenKind.Symbol && Text is not ("(" or ")" or "[" or "]" or "," or ";" or ":");

    /// <summary>Whether it closes, or goes on with, something that began in an earlier line, in whatever column it stands.</summary>
    public bool ClosesOuter => Text is ")" or "]" or "then" or "else" or "elif" or "in";

    /// <summary>The token as a message names it.</summary>
    public string Display => Kind == TokenKind.End ? "the end of the program" : $"'{Text}'";
}
