using Makemore.Generators.Collections;

namespace Makemore.Generators.Diagnostics;

/// <summary>A rule that a spec or a model program may break.</summary>
/// <param name="Id">MKM1xxx for the spec, MKM2xxx for the language, MKM3xxx for shapes, MKM4xxx for sweeps.</param>
/// <param name="Title">A few words that name the mistake.</param>
/// <param name="Message">The message, with {0}, {1} ... for its arguments.</param>
/// <param name="Severity">Whether the build stops.</param>
public sealed record Rule(string Id, string Title, string Message, RuleSeverity Severity = RuleSeverity.Error)
{
    /// <summary>Whether the build stops.</summary>
    public bool IsError => Severity == RuleSeverity.Error;

    /// <summary>The page that explains the rule.</summary>
    public string HelpLink => $"https://github.com/makemore-dotnet/makemore/blob/main/docs/diagnostics/{Id}.md";
}

/// <summary>What a breach of a rule means for the build.</summary>
public enum RuleSeverity
{
    /// <summary>The build stops.</summary>
    Error,

    /// <summary>The build goes on, and says so.</summary>
    Warning,

    /// <summary>It is worth a line where somebody asks for details.</summary>
    Info,
}

/// <summary>One breach of a rule: plain data without any object of the compiler host.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Location">Where.</param>
/// <param name="Arguments">The arguments of the rule's message.</param>
public sealed record DiagnosticInfo(Rule Rule, SourceLocation Location, EquatableArray<string> Arguments)
{
    /// <summary>The message, with its arguments in place.</summary>
    public string Message => string.Format(
        System.Globalization.CultureInfo.InvariantCulture, Rule.Message, Arguments.Cast<object>().ToArray());
}

/// <summary>Collects the diagnostics of one file, each once, while its stages run.</summary>
public sealed class DiagnosticBag
{
    private readonly List<DiagnosticInfo> items = [];

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors => items.Any(item => item.Rule.IsError);

    /// <summary>Whether a breach of a rule is among them.</summary>
    public bool Contains(Rule rule) => items.Any(item => item.Rule == rule);

    /// <summary>Adds a diagnostic unless the same one is already there.</summary>
    public void Report(Rule rule, SourceLocation location, params string[] arguments) =>
        Add(new DiagnosticInfo(rule, location, arguments.ToEquatableArray()));

    /// <summary>Adds a diagnostic unless the same one is already there.</summary>
    public void Add(DiagnosticInfo diagnostic)
    {
        if (!items.Contains(diagnostic))
        {
            items.Add(diagnostic);
        }
    }

    /// <summary>What was collected, in the order of the places, then of the ids.</summary>
    public EquatableArray<DiagnosticInfo> ToArray() => items
        .OrderBy(item => item.Location.File, StringComparer.Ordinal)
        .ThenBy(item => item.Location.Start)
        .ThenBy(item => item.Rule.Id, StringComparer.Ordinal)
        .ToEquatableArray();
}
