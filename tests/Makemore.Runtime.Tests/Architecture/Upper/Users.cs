using Makemore.Runtime.Tests.Architecture.Lower;

namespace Makemore.Runtime.Tests.Architecture.Upper;

internal sealed class ByBase : Used;

internal sealed class ByInterface : IUsed;

internal sealed class ByConstraint<T>
    where T : IUsed;

internal sealed class ByField
{
    public IReadOnlyList<Used[]> Values = [];
}

internal sealed class ByParameter
{
    public static int Count(in (int, Used?) pair) => pair.Item1;
}

internal sealed class ByCall
{
    public static int Count(int kind)
    {
        // A jump table and wide operands lie before the call.
        var factor = kind switch { 0 => 1.5, 1 => 2.5, 2 => 4.5, 3 => 8.5, 4 => 16.5, _ => long.MaxValue };
        return (int)factor * Used.Count();
    }
}

internal sealed class ByLambda
{
    public static Func<int> Count { get; } = () => Used.Field;
}

internal sealed class ByTypeArgument
{
    public static object? Default() => Array.Empty<Used>();
}

internal sealed class ByCatch
{
    public static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (UsedException)
        {
        }
    }
}

internal sealed class ByNestedType
{
    public sealed class Inner : Used;
}

internal sealed class ByNothing
{
    public static int Count() => 1;
}
