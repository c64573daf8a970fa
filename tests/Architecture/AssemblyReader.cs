using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Makemore.Tests.Architecture;

/// <summary>What the types of a compiled assembly use, read from its metadata and its instructions; attributes are left out.</summary>
internal static class AssemblyReader
{
    /// <summary>The names of the assemblies that an assembly refers to.</summary>
    public static ImmutableArray<string> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle =>
            metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>The uses of types in other rooms, each once; types without a namespace are the compiler's own.</summary>
    public static ImmutableArray<TypeUse> UsesAcrossRooms(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var names = new TypeNames(metadata);
        var uses = new HashSet<TypeUse>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var user = names.Name(handle);
            uses.UnionWith(Used(file, metadata, names, metadata.GetTypeDefinition(handle))
                .Where(used => used.Room != user.Room && used.Room.Length > 0 && user.Room.Length > 0)
                .Select(used => new TypeUse(user, used)));
        }

        return [.. uses.OrderBy(use => use.ToString(), StringComparer.Ordinal)];
    }

    private static IEnumerable<TypeName> Used(
        PEReader file, MetadataReader metadata, TypeNames names, TypeDefinition type)
    {
        var bases = type.GetInterfaceImplementations()
            .Select(handle => metadata.GetInterfaceImplementation(handle).Interface)
            .Append(type.BaseType)
            .SelectMany(handle => names.Of(handle));
        var fields = type.GetFields()
            .SelectMany(handle => metadata.GetFieldDefinition(handle).DecodeSignature(names, null));
        var methods = type.GetMethods()
            .SelectMany(handle => Used(file, metadata, names, metadata.GetMethodDefinition(handle)));
        return [.. bases, .. Constraints(metadata, names, type.GetGenericParameters()), .. fields, .. methods];
    }

    private static IEnumerable<TypeName> Used(
        PEReader file, MetadataReader metadata, TypeNames names, MethodDefinition method)
    {
        var signature = method.DecodeSignature(names, null);
        IEnumerable<TypeName> used = [.. Constraints(metadata, names, method.GetGenericParameters()),
            .. signature.ReturnType, .. signature.ParameterTypes.SelectMany(types => types)];
        if (method.RelativeVirtualAddress == 0)
        {
            return used;
        }

        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        var locals = body.LocalSignature.IsNil
            ? []
            : metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null).SelectMany(types => types);
        return [.. used, .. locals, .. body.ExceptionRegions.SelectMany(region => names.Of(region.CatchType)),
            .. Instructions.Operands(body.GetILReader()).SelectMany(handle => names.Of(handle))];
    }

    private static IEnumerable<TypeName> Constraints(
        MetadataReader metadata, TypeNames names, GenericParameterHandleCollection parameters) =>
        parameters
            .SelectMany(handle => metadata.GetGenericParameter(handle).GetConstraints())
            .SelectMany(handle => names.Of(metadata.GetGenericParameterConstraint(handle).Type));
}
