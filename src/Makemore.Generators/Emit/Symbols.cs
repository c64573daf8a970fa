using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit;

/// <summary>The symbols and choices that the code of one class or method uses, each by an identifier of its own.</summary>
/// <param name="names">The names that are taken.</param>
internal sealed class Symbols(Identifiers names)
{
    private readonly Dictionary<Number.Symbol, string> identifiers = [];
    private readonly Dictionary<ActivationChoice, string> choices = [];
    private readonly Dictionary<object, string> kept = [];

    /// <summary>The symbols that were used so far.</summary>
    public IReadOnlyCollection<Number.Symbol> Used => identifiers.Keys;

    /// <summary>The choices that were used so far.</summary>
    public IReadOnlyCollection<ActivationChoice> UsedChoices => choices.Keys;

    /// <summary>A formula as C#.</summary>
    public string Code(Number number) => number.Render(Identifier, "double.Sqrt");

    /// <summary>Formulas as arguments.</summary>
    public string Code(IEnumerable<Number> numbers) => string.Join(", ", numbers.Select(Code));

    /// <summary>Keeps the plain name free for a symbol, until it is used.</summary>
    public void Keep(Number.Symbol symbol) => Keep(symbol, symbol.Name);

    /// <summary>Keeps the plain name free for a choice, until it is used.</summary>
    public void Keep(ActivationChoice choice) => Keep(choice, choice.Name);

    /// <summary>The identifier of a symbol.</summary>
    public string Identifier(Number.Symbol symbol)
    {
        if (!identifiers.TryGetValue(symbol, out var identifier))
        {
            identifier = kept.TryGetValue(symbol, out var known) ? known : names.Add(symbol.Name);
            identifiers.Add(symbol, identifier);
        }

        return identifier;
    }

    /// <summary>The identifier of a choice.</summary>
    public string Identifier(ActivationChoice choice)
    {
        if (!choices.TryGetValue(choice, out var identifier))
        {
            identifier = kept.TryGetValue(choice, out var known) ? known : names.Add(choice.Name);
            choices.Add(choice, identifier);
        }

        return identifier;
    }

    /// <summary>The type of a symbol.</summary>
    public static string TypeOf(Number.Symbol symbol) => symbol.IsInteger ? "int" : "double";

    private void Keep(object item, string name)
    {
        if (!kept.ContainsKey(item))
        {
            kept.Add(item, names.Add(name));
        }
    }
}
