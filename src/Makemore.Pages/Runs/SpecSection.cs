using Makemore.Format;
using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Pages.Runs;

/// <summary>The settings of a run, as its spec writes them and with every default.</summary>
internal static class SpecSection
{
    /// <summary>The section.</summary>
    public static Section Of(RunFindings findings) => new("spec", "Spec", Html.Of($"{Written(findings)}{Settings(findings)}{Whole(findings)}"));

    private static Html Written(RunFindings findings)
    {
        // The file may have changed since; then it is not what this run was made from.
        var path = Path.Combine(findings.Project.Options.Data.ProjectFolder, findings.Run.Name + ".yaml");
        return findings.Plan is not null && findings.Run.Present?.Hash == findings.Run.Hash && File.Exists(path)
            ? Html.Of($"<h3>As written</h3>{Parts.Listing("The spec as written", Html.Text(File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd()))}")
            : findings.Plan?.Experiment.Model is ModelSource.Program program
            ? Html.Of($"<h3>Program</h3>{Parts.Listing("The program", Html.Text(program.Text.TrimEnd()))}")
            : Html.None;
    }

    private static Html Settings(RunFindings findings)
    {
        var settings = findings.Run.Folder.Identity.Settings;
        string[] order = [.. SpecKeys.All.SelectMany(key => key.Kind == ValueKind.Model
            ? settings.Keys.Where(path => path.StartsWith(PlanSettings.ModelPrefix, StringComparison.Ordinal)) : settings.Keys.Where(path => path == key.Path))];
        Setting[] rows = [.. order.Distinct().Select(path => new Setting(path, settings[path], Default(findings, path), SpecKeys.Find(path)?.Summary))];
        return Html.Of($"""
            <h3>Every setting</h3>
            {new Table<Setting>(
                "What is at its default is greyed, and says so",
                [
                    new("key", row => Html.Of($"<code>{row.Path}</code>")),
                    new("value", row => Html.Of($"<code>{row.Value}</code>{(row.IsDefault ? " (default)" : "")}")),
                    Column<Setting>.Text("default", row => row.Default ?? "none"),
                    Column<Setting>.Text("what it is", row => row.Summary ?? "Hyperparameter of the model."),
                ],
                rows)
        { Class = row => row.IsDefault ? "default" : null }.Draw()}
            """);
    }

    private static Html Whole(RunFindings findings) => !File.Exists(findings.Run.Folder.Spec) ? Html.None
        : Parts.Fold("The spec with every default, ready to be saved as a file",
            Parts.Listing("The spec with every default", Html.Text(File.ReadAllText(findings.Run.Folder.Spec).TrimEnd())));

    private static string? Default(RunFindings findings, string path) => SpecKeys.Find(path) is not { } key ? null
        : findings.Plan is { } plan ? PlanSettings.DefaultOf(plan, key) : key.Default;

    private sealed record Setting(string Path, string Value, string? Default, string? Summary)
    {
        public bool IsDefault => Value == Default;
    }
}
