using System.Text.RegularExpressions;
using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>Reads the key <c>model</c>; which presets and arguments there are is the language's affair.</summary>
internal static class ModelReader
{
    private const string ProgramType = "program";

    private static readonly Regex NeedsLines = new(@"//|\b(let|use)\b(?!.*\bin\b)", RegexOptions.CultureInvariant);

    /// <summary>Reads a preset's name, a program, or a mapping with arguments.</summary>
    public static ModelSource? Read(SpecEntry entry, DiagnosticBag diagnostics)
    {
        switch (entry.Value)
        {
            case SpecScalar folded when IsFolded(folded):
                return Folded(folded, "model", diagnostics);
            case SpecScalar scalar when IsIdentifier(scalar.Text):
                return new(scalar.Text, null, [], scalar.Location);
            case SpecScalar scalar:
                return new(ProgramType, scalar, [], entry.Key.Location);
            case SpecMapping mapping:
                return ReadMapping(entry, mapping, diagnostics);
            default:
                Report(entry.Value, "model", diagnostics);
                return null;
        }
    }

    /// <summary>A model that changes the one of its base where it names no model itself.</summary>
    public static ModelSource Over(ModelSource model, ModelSource? below)
    {
        if (below is null || model.Type.Length > 0)
        {
            return model;
        }

        var kept = below.Arguments.Where(argument => model.Arguments.All(other => other.Key.Text != argument.Key.Text));
        return below with { Arguments = kept.Concat(model.Arguments).ToEquatableArray() };
    }

    private static ModelSource? ReadMapping(SpecEntry entry, SpecMapping mapping, DiagnosticBag diagnostics)
    {
        var type = mapping.Find("type");
        var program = mapping.Find(ProgramType);
        var arguments = mapping.Entries.Where(item => item != type && item != program).ToList();
        foreach (var argument in arguments.Where(argument => argument.Value.IsNull()))
        {
            diagnostics.Report(Rules.NoValue, argument.Key.Location, $"model.{argument.Key.Text}", "a value");
        }

        var valued = arguments.Where(argument => !argument.Value.IsNull()).ToEquatableArray();
        if (type is not null && program is not null)
        {
            diagnostics.Report(
                Rules.DoesNotApply, program.Key.Location,
                "model.program", "does not apply where `model.type` is given",
                    "A model is a preset or a program: keep one of them.");
            return null;
        }

        if (program is not null)
        {
            if (program.Value is SpecScalar folded && IsFolded(folded))
            {
                return Folded(folded, ProgramType, diagnostics);
            }

            if (program.Value is SpecScalar text && !text.IsNull())
            {
                return new(ProgramType, text, valued, program.Key.Location);
            }

            Report(program.Value, "model.program", diagnostics);
            return null;
        }

        if (type is null)
        {
            return new("", null, valued, entry.Key.Location);
        }

        if (type.Value is SpecScalar name && IsIdentifier(name.Text))
        {
            return new(name.Text, null, valued, name.Location);
        }

        Report(type.Value, "model.type", diagnostics);
        return null;
    }

    // A pipeline on one line is still the same; definitions and comments need lines of their own, which empty lines make.
    private static bool IsFolded(SpecScalar scalar) => scalar.IsFolded
        || (scalar.IsJoined && scalar.Text.IndexOf('\n') < 0 && NeedsLines.IsMatch(scalar.Text));

    private static ModelSource? Folded(SpecScalar scalar, string key, DiagnosticBag diagnostics)
    {
        diagnostics.Report(Rules.FoldedProgram, scalar.Location with
        {
            Length = 1,
            EndLine = scalar.Location.StartLine,
            EndColumn = scalar.Location.StartColumn + 1
        }, scalar.IsFolded ? "`>` joins" : "Without a `|` behind the key YAML joins", key);
        return null;
    }

    private static void Report(SpecNode node, string path, DiagnosticBag diagnostics) =>
        diagnostics.Report(Rules.WrongType, node.Location, path, SpecForms.Of(SpecKeys.Find("model")!), node.Describe(), "");

    // `tokens` alone would be a program of one word, but no program is that short.
    private static bool IsIdentifier(string text) =>
        text.Length > 0
        && (char.IsLetter(text[0]) || text[0] == '_')
        && text.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-');
}
