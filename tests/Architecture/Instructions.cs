using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Makemore.Tests.Architecture;

/// <summary>The instructions of a method's body, as far as they name types and members.</summary>
internal static class Instructions
{
    private static readonly FrozenDictionary<ushort, OperandType> OperandTypes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => (ushort)code.Value, code => code.OperandType);

    /// <summary>The types, methods and fields that the instructions name.</summary>
    public static IEnumerable<EntityHandle> Operands(BlobReader body)
    {
        var named = new List<EntityHandle>();
        while (body.RemainingBytes > 0)
        {
            var operand = OperandTypes[Code(ref body)];
            switch (operand)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    named.Add(MetadataTokens.EntityHandle(body.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = body.ReadInt32();
                    body.Offset += targets * sizeof(int);
                    break;
                default:
                    body.Offset += Size(operand);
                    break;
            }
        }

        return named;
    }

    private static ushort Code(ref BlobReader body)
    {
        const byte prefix = 0xFE;
        var first = body.ReadByte();
        return first == prefix ? (ushort)(prefix << 8 | body.ReadByte()) : first;
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
