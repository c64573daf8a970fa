namespace Makemore.Generators.Language;

/// <summary>Finds definitions that nothing refers to.</summary>
internal static class UnusedDefinitions
{
    /// <summary>The definitions of a program none of whose names is read, at the top or within a block; not those that begin with '_'.</summary>
    public static IEnumerable<Definition> Of(ProgramSyntax program)
    {
        var everything = program.Definitions.SelectMany(definition => definition.Expressions).Concat(program.Result is { } result ? [result] : [])
            .SelectMany(WithAll).ToList();
        var read = new HashSet<string>(everything.OfType<NameExpression>().Select(name => name.Name), StringComparer.Ordinal);
        return program.Definitions.Concat(everything.OfType<Block>().SelectMany(block => block.Definitions))
            .Where(definition => !definition.Names.Any(name => read.Contains(name) || name[0] == '_'));
    }

    // A chain of operators may be long, so the tree is walked and not descended.
    private static IEnumerable<Expression> WithAll(Expression expression)
    {
        var waiting = new Stack<Expression>([expression]);
        while (waiting.Count > 0)
        {
            var next = waiting.Pop();
            yield return next;
            foreach (var child in next.Children)
            {
                waiting.Push(child);
            }
        }
    }
}
