namespace Makemore.Generators.Diagnostics;

/// <summary>The rules of the model language and of shapes.</summary>
public static partial class Rules
{
    /// <summary>A character that starts no token.</summary>
    public static Rule UnexpectedCharacter { get; } = new(
        "MKM2001", "Unexpected character", "'{0}' means nothing in a model program. {1}");

    /// <summary>A comment without its end.</summary>
    public static Rule UnclosedComment { get; } = new(
        "MKM2002", "Unclosed comment", "This comment has no end. Close it with '*)'.");

    /// <summary>A number too large to hold.</summary>
    public static Rule NumberOutOfRange { get; } = new(
        "MKM2003", "Number out of range", "{0} is too large. The largest number here is {1}.");

    /// <summary>A token where another was expected.</summary>
    public static Rule UnexpectedToken { get; } = new(
        "MKM2004", "Unexpected token", "Found {0}, expected {1}.");

    /// <summary>A name that nothing defines.</summary>
    public static Rule UnknownName { get; } = new(
        "MKM2005", "Unknown operation or name", "No operation or definition is named '{0}'.{1}");

    /// <summary>Something is applied that takes no arguments.</summary>
    public static Rule NotAFunction { get; } = new(
        "MKM2006", "Not a function", "{0} cannot be applied to anything. {1}{2}");

    /// <summary>An argument of another type than the parameter's.</summary>
    public static Rule WrongArgument { get; } = new(
        "MKM2007", "Wrong type of argument", "The {0} of '{1}' must be {2}, but this is {3}.{4}{5}");

    /// <summary>A named argument that the function does not have.</summary>
    public static Rule UnknownArgument { get; } = new(
        "MKM2008", "Unknown argument", "'{0}' has no argument '{1}'.{2}");

    /// <summary>A function that still waits for arguments where a value is needed.</summary>
    public static Rule MissingArgument { get; } = new(
        "MKM2009", "Missing argument", "'{0}' still waits for its argument '{1}', {2}, but gets {3}. Write the " +
            "argument behind the name, before what comes in.{4}");

    /// <summary>An argument that its parameter cannot take.</summary>
    public static Rule ArgumentOutOfRange { get; } = new(
        "MKM2010", "Argument out of range", "The {0} of '{1}' must be {2}, but this is {3}.{4}");

    /// <summary>Operands that an operator cannot join.</summary>
    public static Rule WrongOperands { get; } = new(
        "MKM2011", "Operands do not fit", "'{0}' cannot join {1} and {2}. {3}{4}");

    /// <summary>A definition that uses itself.</summary>
    public static Rule Recursion { get; } = new(
        "MKM2012", "Recursion", "'{0}' refers to itself. A model is finite: use 'repeat n f' to apply a layer n times.");

    /// <summary>A name defined or given twice.</summary>
    public static Rule DuplicateName { get; } = new(
        "MKM2013", "Name used twice",
            "'{0}' is given twice here, but a name stands for one thing. Rename one of them, or remove it.");

    /// <summary>A program without an expression at its end.</summary>
    public static Rule NoResult { get; } = new(
        "MKM2014", "Program without a model",
        "The program ends without a model. Its last lines must be an expression such as 'tokens |> embed 10 |> " +
            "flatten |> linear vocab'.");

    /// <summary>A program that is too large or too deep.</summary>
    public static Rule ProgramTooLarge { get; } = new(
        "MKM2015", "Program too large", "The program is too large: {0}.");

    /// <summary>A preset that does not exist.</summary>
    public static Rule UnknownPreset { get; } = new(
        "MKM2016", "Unknown preset", "No preset is named '{0}'.{1}");

    /// <summary>Whole numbers that do not divide.</summary>
    public static Rule InexactDivision { get; } = new(
        "MKM2017", "Division with a remainder",
        "{0}, which is not a whole number. Write '{1}' for a real one.{2}");

    /// <summary>A value of a hyperparameter that is of another type, or none of its words.</summary>
    public static Rule WrongHyperparameter { get; } = new(
        "MKM2018", "Wrong value of a hyperparameter", "'{0}' must be {1}, but this is {2}.{3}");

    /// <summary>A file of definitions that is not there.</summary>
    public static Rule UnknownLibrary { get; } = new(
        "MKM2019", "File not found",
            "There is no file '{0}' next to this one. Files of definitions end with '.mk' and lie below the project.");

    /// <summary>Files of definitions that bring in each other.</summary>
    public static Rule LibraryCycle { get; } = new(
        "MKM2020", "Files that use each other", "'{0}' is already being brought in. Move what both need into a file of its own.");

    /// <summary>A tuple with another number of parts, or a value that is none.</summary>
    public static Rule WrongTuple { get; } = new(
        "MKM2021", "Not such a tuple", "{0} names need a tuple of as many values, but this is {1}.{2}");

    /// <summary>A share to drop, and no place for it.</summary>
    public static Rule NoPlaceForDropout { get; } = new(
        "MKM2030", "Dropout without a place",
        "The spec has `regularization.dropout`, but the model has no 'dropout'. Write it where units are to be " +
            "dropped, such as 'tanh |> dropout', or remove the key.");

    /// <summary>A definition that nothing reads.</summary>
    public static Rule UnusedDefinition { get; } = new(
        "MKM2031", "Unused definition",
        "Nothing reads '{0}'. Remove it, use it, or let its name begin with '_'.", RuleSeverity.Warning);

    /// <summary>Shares where logits are expected.</summary>
    public static Rule FinalSoftmax { get; } = new(
        "MKM2032", "Softmax at the end",
        "The model ends with 'softmax', but the loss expects logits and applies it itself, so it would be applied twice. " +
            "Remove it; behind a mixture of shares write 'log'.{0}", RuleSeverity.Warning);

    /// <summary>An error in a file of definitions that no spec brings in.</summary>
    public static Rule WrongUnusedLibrary { get; } = new(
        "MKM2033", "Error in an unused file",
        "{0} No spec uses this file, so it is not compiled; with one it would be the error {1}. Mend it, or remove the file.",
        RuleSeverity.Warning);

    /// <summary>An operation cannot take the shape that comes in.</summary>
    public static Rule ShapeMismatch { get; } = new(
        "MKM3001", "Shape does not fit", "'{0}' got {1}. It takes {2}.{3}");

    /// <summary>The result of a program is no logits.</summary>
    public static Rule NotLogits { get; } = new(
        "MKM3002", "Result is not logits",
        "The model's result is {0}. Expected logits of shape (batch, vocab) or (batch, context, vocab). {1}");

    /// <summary>An operation that the backend cannot compute.</summary>
    public static Rule OperationNotInBackend { get; } = new(
        "MKM3003", "Operation that the backend lacks",
        "The backend '{0}' has no '{1}'. Choose another at `training.backend`, or write the step in another way.{2}");

    private static IEnumerable<Rule> ForLanguage =>
    [
        UnexpectedCharacter, UnclosedComment, NumberOutOfRange, UnexpectedToken, UnknownName, NotAFunction, WrongArgument,
        UnknownArgument, MissingArgument, ArgumentOutOfRange, WrongOperands, Recursion, DuplicateName, NoResult,
        ProgramTooLarge, UnknownPreset, InexactDivision, WrongHyperparameter, UnknownLibrary, LibraryCycle, WrongTuple,
        NoPlaceForDropout, UnusedDefinition, FinalSoftmax, WrongUnusedLibrary, ShapeMismatch, NotLogits, OperationNotInBackend,
    ];
}
