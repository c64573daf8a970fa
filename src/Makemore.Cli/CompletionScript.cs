using System.Text.RegularExpressions;
using Makemore.Runtime;

namespace Makemore.Cli;

/// <summary>A shell that can be told what completes a word.</summary>
internal enum Shell
{
    /// <summary>Bash 4 and newer.</summary>
    Bash,

    /// <summary>Zsh.</summary>
    Zsh,

    /// <summary>Fish.</summary>
    Fish,

    /// <summary>PowerShell 5.1 and newer.</summary>
    Powershell,
}

/// <summary>
/// Scripts that make a name of the program and ask the program itself what completes a line, by the directive <c>[suggest]</c> of
/// System.CommandLine: its position in the line, and the line.
/// </summary>
internal static partial class CompletionScript
{
    /// <summary>A name that every shell can call a function by.</summary>
    /// <exception cref="MakemoreException">It is none.</exception>
    public static string RequireName(string name) => Name().IsMatch(name) ? name : throw new MakemoreException(
        $"--name: expected letters, digits and hyphens after a letter, found '{name}'.");

    /// <summary>The script.</summary>
    /// <param name="shell">For which shell.</param>
    /// <param name="name">What the program is called there.</param>
    /// <param name="program">The file of the program, and what stands before its arguments.</param>
    public static string For(Shell shell, string name, IReadOnlyList<string> program) => shell switch
    {
        Shell.Bash => $$"""
            {{name}}() { {{Posix(program)}} "$@"; }
            _{{Identifier(name)}}_complete() {
                local word="${COMP_WORDS[COMP_CWORD]}" line="${COMP_LINE:0:COMP_POINT}" found
                COMPREPLY=()
                # A word is compared as it is meant, and proposed as it is typed: a glob is quoted.
                word="${word//\\/}"
                while IFS= read -r found; do
                    [[ $found == "$word"* ]] && COMPREPLY+=("$(printf '%q' "$found")")
                done < <({{Posix(program)}} "[suggest:${#line}]" "$line" 2>/dev/null)
            }
            complete -o default -F _{{Identifier(name)}}_complete {{name}}
            """,
        Shell.Zsh => $$"""
            {{name}}() { {{Posix(program)}} "$@"; }
            _{{Identifier(name)}}_complete() {
                local line="${BUFFER[1,CURSOR]}"
                [[ -n $line ]] || line="${(j: :)words[1,CURRENT]}"
                local -a found
                found=("${(@f)$({{Posix(program)}} "[suggest:${#line}]" "$line" 2>/dev/null)}")
                compadd -a found
            }
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
            compdef _{{Identifier(name)}}_complete {{name}}
            """,
        Shell.Fish => $$"""
            function {{name}}
                {{Fish(program)}} $argv
            end
            function _{{Identifier(name)}}_complete
                set -l line (commandline -cp)
                {{Fish(program)}} "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c {{name}} -f -a '(_{{Identifier(name)}}_complete)'
            """,
        _ => $$"""
            function global:{{name}} { & {{PowerShell(program)}} @args }
            Register-ArgumentCompleter -Native -CommandName {{name}} -ScriptBlock {
                param($word, $line, $position)
                $text = $line.ToString().PadRight($position).Substring(0, $position)
                & {{PowerShell(program)}} "[suggest:$($text.Length)]" $text 2>$null | Where-Object { $_.StartsWith($word) } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($(if ($_ -match '[*?]') { "'$_'" } else { $_ }), $_, 'ParameterValue', $_)
                }
            }
            """,
    };

    private static string Identifier(string name) => name.Replace('-', '_');

    private static string Posix(IReadOnlyList<string> words) =>
        string.Join(' ', words.Select(word => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));

    private static string Fish(IReadOnlyList<string> words) => string.Join(' ', words.Select(word =>
        "'" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'"));

    private static string PowerShell(IReadOnlyList<string> words) =>
        string.Join(' ', words.Select(word => "'" + word.Replace("'", "''", StringComparison.Ordinal) + "'"));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]*\z")]
    private static partial Regex Name();
}
