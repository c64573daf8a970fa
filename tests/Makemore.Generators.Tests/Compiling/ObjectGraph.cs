using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>Walks what objects hold, field by field.</summary>
internal static class ObjectGraph
{
    /// <summary>The types of all objects that can be reached.</summary>
    public static IReadOnlySet<Type> TypesIn(IEnumerable<object?> roots)
    {
        var types = new HashSet<Type>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<object?>(roots);
        while (waiting.Count > 0)
        {
            if (waiting.Pop() is not { } value || value is Type or Pointer || !seen.Add(value))
            {
                continue;
            }

            types.Add(value.GetType());
            foreach (var part in value is Array array ? array.Cast<object?>() : Fields(value))
            {
                waiting.Push(part);
            }
        }

        return types;
    }

    private static IEnumerable<object?> Fields(object value)
    {
        if (value.GetType().IsPrimitive || value is string)
        {
            return [];
        }

        return Bases(value.GetType())
            .SelectMany(type => type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.FieldType.IsPointer)
            .Select(field => field.GetValue(value));
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}

/// <summary>Finds the names of files in what an output step of the compiler host holds, which is internal to it.</summary>
internal static class GeneratedFiles
{
    public static IEnumerable<string> NamesIn(object output) =>
        output is ITuple { Length: > 0 } pair && pair[0] is IEnumerable sources
        ? sources.Cast<object>().Select(source => (string)source.GetType().GetProperty("HintName")!.GetValue(source)!)
        : [];
}
