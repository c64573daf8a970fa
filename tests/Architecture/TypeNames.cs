using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Makemore.Tests.Architecture;

/// <summary>The names in a signature or behind a handle: of the type itself and of its type arguments.</summary>
internal sealed class TypeNames(MetadataReader metadata) : ISignatureTypeProvider<ImmutableArray<TypeName>, object?>
{
    public TypeName Name(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? Name(outer)
            : new(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    public ImmutableArray<TypeName> Of(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => [Name((TypeDefinitionHandle)handle)],
        HandleKind.TypeReference => [Name((TypeReferenceHandle)handle)],
        HandleKind.TypeSpecification => Of((TypeSpecificationHandle)handle),
        HandleKind.MethodDefinition => [Name(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType())],
        HandleKind.FieldDefinition => [Name(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType())],
        HandleKind.MemberReference => Of(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent),
        HandleKind.MethodSpecification => Of(metadata.GetMethodSpecification((MethodSpecificationHandle)handle)),
        _ => [],
    };

    private TypeName Name(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? Name((TypeReferenceHandle)type.ResolutionScope)
            : new(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    private ImmutableArray<TypeName> Of(TypeSpecificationHandle handle) =>
        metadata.GetTypeSpecification(handle).DecodeSignature(this, null);

    private ImmutableArray<TypeName> Of(MethodSpecification method) =>
        [.. Of(method.Method), .. method.DecodeSignature(this, null).SelectMany(types => types)];

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetFunctionPointerType(
        MethodSignature<ImmutableArray<TypeName>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(types => types)];

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetGenericMethodParameter(
        object? genericContext, int index) => [];

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetGenericTypeParameter(
        object? genericContext, int index) => [];

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetModifiedType(
        ImmutableArray<TypeName> modifier, ImmutableArray<TypeName> unmodifiedType, bool isRequired) => unmodifiedType;

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetPinnedType(
        ImmutableArray<TypeName> elementType) => elementType;

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Of(handle);

    ImmutableArray<TypeName> ISimpleTypeProvider<ImmutableArray<TypeName>>.GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    ImmutableArray<TypeName> ISimpleTypeProvider<ImmutableArray<TypeName>>.GetTypeFromDefinition(
        MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [Name(handle)];

    ImmutableArray<TypeName> ISimpleTypeProvider<ImmutableArray<TypeName>>.GetTypeFromReference(
        MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [Name(handle)];

    ImmutableArray<TypeName> IConstructedTypeProvider<ImmutableArray<TypeName>>.GetArrayType(
        ImmutableArray<TypeName> elementType, ArrayShape shape) => elementType;

    ImmutableArray<TypeName> IConstructedTypeProvider<ImmutableArray<TypeName>>.GetByReferenceType(
        ImmutableArray<TypeName> elementType) => elementType;

    ImmutableArray<TypeName> IConstructedTypeProvider<ImmutableArray<TypeName>>.GetGenericInstantiation(
        ImmutableArray<TypeName> genericType, ImmutableArray<ImmutableArray<TypeName>> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(types => types)];

    ImmutableArray<TypeName> IConstructedTypeProvider<ImmutableArray<TypeName>>.GetPointerType(
        ImmutableArray<TypeName> elementType) => elementType;

    ImmutableArray<TypeName> ISZArrayTypeProvider<ImmutableArray<TypeName>>.GetSZArrayType(
        ImmutableArray<TypeName> elementType) => elementType;
}
