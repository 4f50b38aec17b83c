namespace Lmm.Databases;

/// <summary>A source of rows as it stands after FROM: a name of a table or view, a call such as <c>read_parquet('*.parquet')</c>, or a query in brackets.</summary>
internal static class SqlSource
{
    private static readonly string[] Queries = ["SELECT", "WITH", "FROM", "VALUES"];

    /// <summary>Writes a source.</summary>
    /// <param name="source">A name, of which each part is quoted; a call or a file in quotes, as it is; or a query.</param>
    /// <param name="dialect">The engine.</param>
    /// <exception cref="ArgumentException">There is no name, or more than one statement.</exception>
    public static string Of(string source, SqlDialect dialect)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        string text = source.Trim();
        if (text.EndsWith(';'))
        {
            throw new ArgumentException("The query ends in ';'; leave it out, because the query becomes a part of others.", nameof(source));
        }

        return IsQuery(text) ? $"(\n{text}\n) AS source_rows"
            : IsName(text) ? string.Join('.', text.Split('.').Select(dialect.Identifier))
            : text;
    }

    private static bool IsQuery(string text)
    {
        string first = new([.. text.TakeWhile(char.IsAsciiLetter)]);
        return text[0] == '(' || Array.Exists(Queries, word => word.Equals(first, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsName(string text)
        => text.Split('.').All(static part => part.Length > 0 && !char.IsDigit(part[0]) && part.All(static letter => letter == '_' || char.IsLetterOrDigit(letter)));
}
