namespace Makemore.Generators.Emit.Simd;

/// <summary>The names of variables in nested scopes: scopes beside each other may have the same, those within each other not.</summary>
internal sealed class LocalNames
{
    private readonly List<(HashSet<string> Own, HashSet<string> Inner)> scopes = [];

    /// <summary>Begins a scope.</summary>
    public void Open() => scopes.Add(([], []));

    /// <summary>Ends the innermost scope.</summary>
    public void Close()
    {
        var (own, inner) = scopes[scopes.Count - 1];
        scopes.RemoveAt(scopes.Count - 1);
        if (scopes.Count > 0)
        {
            scopes[scopes.Count - 1].Inner.UnionWith(own.Concat(inner));
        }
    }

    /// <summary>A new name in the innermost scope.</summary>
    /// <param name="name">A name of the language, or a path of several.</param>
    /// <param name="suffix">What is added to it where a name of the outermost scope is the same.</param>
    public string Add(string name, string suffix = "")
    {
        var camel = Identifiers.Camel(name);
        var plain = scopes[0].Own.Contains(camel) ? camel + suffix : camel;
        var candidate = plain;
        for (var index = 2; !IsFree(candidate); index++)
        {
            candidate = plain + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        scopes[scopes.Count - 1].Own.Add(candidate);
        return Identifiers.Escape(candidate);
    }

    // What an inner scope has declared must not be declared around it afterwards.
    private bool IsFree(string name) => !scopes.Any(scope => scope.Own.Contains(name)) && !scopes[scopes.Count - 1].Inner.Contains(name);
}
