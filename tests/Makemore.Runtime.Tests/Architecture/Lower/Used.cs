namespace Makemore.Runtime.Tests.Architecture.Lower;

internal class Used
{
    public static int Field;

    public static int Count() => ++Field;
}

internal interface IUsed;

internal sealed class UsedException : Exception;
