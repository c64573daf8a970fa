using System.Text;

namespace Makemore.Generators.Tests.Documentation;

/// <summary>A JSON value that can only be written; a generator has no JSON library at hand.</summary>
/// <param name="Literal">The text of a number, string or constant; empty for what holds others.</param>
/// <param name="Members">The members of an object; those of an array have no names.</param>
/// <param name="IsArray">Whether it is an array.</param>
internal sealed record Json(string Literal, IReadOnlyList<(string Name, Json Value)> Members, bool IsArray)
{
    /// <summary>The constant <c>false</c>.</summary>
    public static Json False { get; } = new("false", [], false);

    /// <summary>The constant <c>true</c>.</summary>
    public static Json True { get; } = new("true", [], false);

    /// <summary>A number by its text.</summary>
    public static Json Number(string text) => new(text, [], false);

    /// <summary>A string.</summary>
    public static Json Text(string text) => new(Quote(text), [], false);

    /// <summary>An object.</summary>
    public static Json Object(params (string Name, Json Value)[] members) => new("", members, false);

    /// <summary>An array.</summary>
    public static Json Array(params Json[] items) => new("", [.. items.Select(item => ("", item))], true);

    /// <summary>The text, indented by two spaces, with a line break at the end.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        Write(text, level: 0);
        return text.Append('\n').ToString();
    }

    private void Write(StringBuilder text, int level)
    {
        if (Literal.Length > 0 || Members.Count == 0)
        {
            text.Append(Literal.Length > 0 ? Literal : IsArray ? "[]" : "{}");
            return;
        }

        text.Append(IsArray ? '[' : '{');
        for (var i = 0; i < Members.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', (level + 1) * 2);
            if (!IsArray)
            {
                text.Append(Quote(Members[i].Name)).Append(": ");
            }

            Members[i].Value.Write(text, level + 1);
        }

        text.Append('\n').Append(' ', level * 2).Append(IsArray ? ']' : '}');
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"";
}
