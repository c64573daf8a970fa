using Makemore.Generators.Collections;

namespace Makemore.Generators.Diagnostics;

/// <summary>The rules of the spec's format.</summary>
public static partial class Rules
{
    /// <summary>The YAML parser cannot go on.</summary>
    public static readonly Rule InvalidYaml = new("MKM1001", "Invalid YAML", "This is not valid YAML: {0}.");

    /// <summary>A key that the format does not have.</summary>
    public static readonly Rule UnknownKey = new("MKM1002", "Unknown key", "There is no key `{0}` in {1}. {2}");

    /// <summary>A key that stands twice.</summary>
    public static readonly Rule DuplicateKey = new(
        "MKM1003", "Duplicate key", "`{0}` is given twice: it stands on line {1} already. Keep one of them.");

    /// <summary>A value of another type.</summary>
    public static readonly Rule WrongType = new("MKM1004", "Wrong type", "`{0}` takes {1}, but this is {2}.{3}");

    /// <summary>A number that is too small or too great.</summary>
    public static readonly Rule OutOfRange = new("MKM1005", "Out of range", "`{0}` must be {1}, but this is {2}.{3}");

    /// <summary>A word that a choice does not have.</summary>
    public static readonly Rule UnknownWord = new("MKM1006", "Unknown word", "`{0}` does not take `{1}`. {2}");

    /// <summary>A key that must be there.</summary>
    public static readonly Rule MissingKey = new("MKM1007", "Missing key", "`{0}` is missing. {1}");

    /// <summary>A key without a value.</summary>
    public static readonly Rule NoValue =
        new("MKM1008", "No value", "`{0}` has no value. Write {1} behind it, or remove the key.");

    /// <summary>A setting that makes no sense beside another.</summary>
    public static readonly Rule DoesNotApply = new(
        "MKM1009", "Setting does not apply", "`{0}` {1}. {2}");

    /// <summary>The base that a spec extends is not there.</summary>
    public static readonly Rule BaseNotFound = new(
        "MKM1010", "Base not found", "There is no spec `{0}`. A base is named relative to the spec that extends it.{1}");

    /// <summary>A spec that extends itself.</summary>
    public static readonly Rule ExtendsCycle = new(
        "MKM1011", "Cycle of extends", "The spec extends itself: {0}. Remove one of these `extends`.");

    /// <summary>A path that leads out of the project.</summary>
    public static readonly Rule PathOutsideProject = new(
        "MKM1012", "Path outside of the project",
        "`{0}` leads out of the project, but a spec names files below its project's folder only, with forward slashes. Put " +
            "the file there, or a link to it.");

    /// <summary>A second document in one file.</summary>
    public static readonly Rule SeveralDocuments = new(
        "MKM1013", "Several documents",
            "A second document begins here, but a file holds one spec. Move it to a file of its own.");

    /// <summary>A key that is no word.</summary>
    public static readonly Rule ComplexKey =
        new("MKM1014", "Complex key", "A key is a word, but this is {0}. Write `key: value`.");

    /// <summary>A YAML tag.</summary>
    public static readonly Rule Tag =
        new("MKM1015", "Tag", "The tag `{0}` has no meaning in a spec, where the key decides on the type. Remove it.");

    /// <summary>YAML's merge key.</summary>
    public static readonly Rule MergeKey = new(
        "MKM1016", "Merge key",
            "A spec has no merge key `<<`. Write `extends: base.yaml` at the top to take over another spec's values.");

    /// <summary>An alias without an anchor.</summary>
    public static readonly Rule UnknownAlias = new(
        "MKM1017", "Unknown alias", "There is no anchor `&{0}` before this alias. Put `&{0}` before the value that " +
            "is meant, or put `*{0}` in quotes.");

    /// <summary>A spec that is too large.</summary>
    public static readonly Rule TooLarge =
        new("MKM1018", "Spec too large", "The spec is too large: {0}. Write it without so much nesting.");

    /// <summary>Two sources of one dataset.</summary>
    public static readonly Rule SeveralSources = new(
        "MKM1019", "Several sources", "A dataset has one source, but `{0}` stands beside `{1}`. Keep one of them.");

    /// <summary>Shares of a split that are more than the whole.</summary>
    public static readonly Rule SplitShares = new(
        "MKM1020", "Split above the whole",
        "The shares of `split` add up to {0} (train {1}, dev {2}, test {3}), which is more than 1. Lower one; what " +
            "is left out has its default.");

    /// <summary>A character that stands twice in an alphabet.</summary>
    public static readonly Rule RepeatedCharacter = new(
        "MKM1021", "Repeated character", "The alphabet has `{0}` twice, but each character is one token. Remove the second.");

    /// <summary>An expectation that no run can reach.</summary>
    public static readonly Rule StepBeyondEnd = new(
        "MKM1022", "Step beyond the end",
            "Step {0} is never reached: {1}, so its last step is {2}. Lower the step, or raise `training.steps`.");

    /// <summary>A schedule that does not say how it begins.</summary>
    public static readonly Rule ScheduleStart = new(
        "MKM1023", "Schedule without a start",
            "The schedule of `{0}` begins at step {1}. Add the value that holds from step 0 on.");

    /// <summary>A file that holds no spec.</summary>
    public static readonly Rule NotASpec = new(
        "MKM1024", "Not a spec", "A spec is a mapping such as `model: bigram`, but this is {0}.");

    /// <summary>An expected figure of a split that is empty.</summary>
    public static readonly Rule EmptySplit = new(
        "MKM1025", "Figure of an empty split",
            "`{0}` cannot be measured: the share `split.{1}` is 0. Remove the figure, or give the split a share.");

    /// <summary>A spec whose name another has already.</summary>
    public static readonly Rule SameName = new(
        "MKM1026", "Specs of one name", "`{0}` and `{1}` would both be `{2}`: case, blanks, dashes and the ending do not " +
            "tell names apart. Rename one of them.");

    /// <summary>A file of another program.</summary>
    public static readonly Rule NoKeyOfASpec = new(
        "MKM1027", "No spec", "`{0}` has no key of a spec, such as `model`, so it is left alone. A project without default " +
            "specs (`EnableDefaultMakemoreSpecs` is `false`) names its specs itself.", RuleSeverity.Info);

    /// <summary>A file in another encoding.</summary>
    public static readonly Rule NotUtf8 = new(
        "MKM1028", "Not UTF-8", "This is no UTF-8, which a spec is written in. Save the file as UTF-8.");

    /// <summary>A program whose lines YAML joins.</summary>
    public static readonly Rule FoldedProgram = new(
        "MKM1029", "Folded program", "{0} the lines of a program into one. Write `{1}: |`, which keeps them.");

    /// <summary>A backend that the project does not refer to.</summary>
    public static readonly Rule BackendNotReferenced = new(
        "MKM1030", "Backend not referenced", "The backend `torch` is not part of this project. Add a reference to " +
            "Makemore.Torch to the project file, or remove `backend`.");

    private static EquatableArray<Rule> ForSpecs =>
    [
        InvalidYaml, UnknownKey, DuplicateKey, WrongType, OutOfRange, UnknownWord, MissingKey, NoValue, DoesNotApply,
        BaseNotFound, ExtendsCycle, PathOutsideProject, SeveralDocuments, ComplexKey, Tag, MergeKey, UnknownAlias, TooLarge,
        SeveralSources, SplitShares, RepeatedCharacter, StepBeyondEnd, ScheduleStart, NotASpec, EmptySplit, SameName,
        NoKeyOfASpec, NotUtf8, FoldedProgram, BackendNotReferenced,
    ];
}
