using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Makemore.Generators.Emit;

/// <summary>Tells texts apart.</summary>
internal static class Hash
{
    /// <summary>The SHA-256 of a text in UTF-8, in lower-case hexadecimal digits.</summary>
    public static string Of(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text))
            .Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
