using System.CommandLine;
using Makemore.Runtime;

namespace Makemore.Cli;

/// <summary>Words what is wrong with the arguments.</summary>
internal static class UsageErrors
{
    /// <summary>The first mistake of the arguments, with the closest name that would be right.</summary>
    public static MakemoreException Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is not [var token, ..])
        {
            return new($"{parsed.Errors[0].Message} {HelpHint(command)}");
        }

        return token.StartsWith('-') || command.Subcommands.Count == 0
            ? UnknownOption(token, command)
            : new($"There is no command '{token}'."
                + Suggestion.For(token, command.Subcommands.Select(each => each.Name)) + $" {HelpHint(command)}");
    }

    /// <summary>An option, or a word too many, that the command does not take.</summary>
    public static MakemoreException UnknownOption(string token, Command command)
    {
        var name = token.Split('=')[0];
        return token.StartsWith('-')
            ? new($"There is no option '{name}' of `{command.Name}`."
                + Suggestion.For(name, OptionNames(command)) + $" {HelpHint(command)}")
            : new($"`{command.Name}` does not take '{token}'. {HelpHint(command)}");
    }

    private static IEnumerable<string> OptionNames(Command command) => command.Options
        .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)))
        .SelectMany(option => option.Aliases.Prepend(option.Name));

    private static string HelpHint(Command command) =>
        command is RootCommand ? "`--help` shows what there is." : $"`{command.Name} --help` shows what there is.";
}
