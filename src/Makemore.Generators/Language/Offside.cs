namespace Makemore.Generators.Language;

/// <summary>The offside rule: which token at the start of a line still belongs to what is being read.</summary>
/// <param name="Limit">A line that goes on stands right of this column.</param>
/// <param name="Floor">One that begins with an operator stands in this column or right of it.</param>
/// <param name="Alignment">The column of the block that it continues; -1 for none.</param>
internal readonly record struct Offside(int Limit, int Floor, int Alignment)
{
    public Offside Below(Token keyword) => new(Math.Max(Limit, keyword.Column), Math.Max(Floor, keyword.Column + 1), -1);

    public Offside From(Token first) => this with { Limit = Math.Max(Limit, first.Column - 1) };

    public Offside AlignedWith(Token first) =>
        new(Math.Max(Limit, first.Column), Math.Max(Floor, Alignment + 1), first.Column);

    // As in F#, an operator may stand so far to the left that the operands are aligned.
    public bool Excludes(Token token) => token.IsInfix
        ? token.Column < Math.Max(Floor, Alignment - token.Text.Length - 1)
        : token.Column <= Limit;
}
