namespace Makemore.Pages.Markup;

/// <summary>A column of a table.</summary>
/// <typeparam name="TRow">What is in a row.</typeparam>
/// <param name="Title">Its heading.</param>
/// <param name="Read">The cell of a row.</param>
/// <param name="IsNumber">Whether it stands at the right, with digits of one width.</param>
internal sealed record Column<TRow>(string Title, Func<TRow, Html> Read, bool IsNumber = false)
{
    /// <summary>A column of texts.</summary>
    public static Column<TRow> Text(string title, Func<TRow, string?> read) => new(title, row => Html.Text(read(row) ?? "-"));

    /// <summary>A column of figures.</summary>
    public static Column<TRow> Number(string title, Func<TRow, string> read) => new(title, row => Html.Text(read(row)), IsNumber: true);
}

/// <summary>A table whose first column names its rows.</summary>
/// <typeparam name="TRow">What is in a row.</typeparam>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The columns; the first names the row.</param>
/// <param name="Rows">The rows.</param>
internal sealed record Table<TRow>(string Caption, IReadOnlyList<Column<TRow>> Columns, IReadOnlyList<TRow> Rows)
{
    /// <summary>The class of a row in the style sheet; null for none.</summary>
    public Func<TRow, string?> Class { get; init; } = _ => null;

    /// <summary>The table, in a room that scrolls.</summary>
    public Html Draw() => Parts.Scroll(Caption, Html.Of($"""
        <table><caption>{Caption}</caption>
        <thead><tr>{Columns.Select(column => Html.Of($"""<th scope="col"{ClassOf(column)}>{column.Title}</th>"""))}</tr></thead>
        <tbody>
        {Rows.Select(Row)}</tbody></table>
        """));

    private Html Row(TRow row) => Html.Of($"<tr{(Class(row) is { } name ? Html.Of($" class=\"{name}\"") : Html.None)}>{Columns.Select((column, index) =>
        index == 0 ? Html.Of($"""<th scope="row"{ClassOf(column)}>{column.Read(row)}</th>""") : Html.Of($"<td{ClassOf(column)}>{column.Read(row)}</td>"))}</tr>\n");

    private static Html ClassOf(Column<TRow> column) => Html.Trusted(column.IsNumber ? " class=\"n\"" : "");
}
