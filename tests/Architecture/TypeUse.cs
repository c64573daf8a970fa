namespace Makemore.Tests.Architecture;

/// <summary>A type of a room, the room's namespace in front; a nested type counts as the one it lies in.</summary>
internal readonly record struct TypeName(string Room, string Name)
{
    public override string ToString() => $"{Room}.{Name}";
}

/// <summary>One type uses another: in a signature, a field, a base or the body of a method.</summary>
internal readonly record struct TypeUse(TypeName From, TypeName To);
