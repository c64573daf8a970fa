using System.Globalization;

namespace Makemore.Generators.Emit;

/// <summary>
/// The names of the fields, parameters and variables of one generated class. They begin in lower case and are told apart from
/// each other and from C#'s keywords; what a class inherits or imports begins in upper case, so that nothing can clash.
/// </summary>
internal sealed class Identifiers
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
        // Words with a meaning in some places only.
        "and", "async", "await", "field", "global", "nameof", "not", "or", "var", "when", "with", "yield", "_",
        // Words that no standard names.
        "__arglist", "__makeref", "__reftype", "__refvalue",
    };

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>Whether a word means something to C#.</summary>
    public static bool IsKeyword(string name) => Keywords.Contains(name);

    /// <summary>Takes names that generated code itself uses.</summary>
    public Identifiers(params string[] reserved) => taken.UnionWith(reserved);

    /// <summary>A name of the language, or a path of several, as a new identifier: <c>attention.weight</c> is
    /// <c>attentionWeight</c>.</summary>
    public string Add(string name)
    {
        var camel = Camel(name);
        var candidate = camel;
        for (var i = 2; !taken.Add(candidate); i++)
        {
            candidate = camel + i.ToString(CultureInfo.InvariantCulture);
        }

        return Escape(candidate);
    }

    /// <summary>Whether a name is free.</summary>
    public bool IsFree(string name) => !taken.Contains(Camel(name));

    /// <summary>A path as an identifier, which may be a word of C#.</summary>
    public static string Camel(string name)
    {
        var words = name.Split('.');
        var camel = char.ToLowerInvariant(words[0][0]) + words[0].Substring(1)
            + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        // The accessors of a property are the only inherited names in lower case.
        return camel + (camel.StartsWith("get_", StringComparison.Ordinal) || camel.StartsWith("set_", StringComparison.Ordinal) ? "Value" : "");
    }

    /// <summary>An identifier as C# takes it.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;
}
