namespace Lmm.Databases;

/// <summary>A source of rows as it stands after FROM: a name of a table or view, a call such as <c>read_parquet('*.parquet')</c>, or a query in brackets.</summary>
internal static class SqlSource
{
    private static readonly string[] Queries = ["SELECT", "WITH", "FROM", "VALUES", "TABLE"];

    // What says that words side by side are no name with blanks.
    private static readonly string[] Joining = ["AS", "JOIN", "ONLY", "FINAL"];

    /// <summary>Writes a source.</summary>
    /// <param name="source">A name, of which each part is quoted; a call or a file in quotes, as it is; or a query.</param>
    /// <param name="dialect">The engine.</param>
    /// <exception cref="ArgumentException">There is no name, two where one is meant, or more than one statement.</exception>
    public static string Of(string source, SqlDialect dialect)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        string text = source.Trim();
        string start = AfterComments(text);
        if (start.Length == 0 || text.EndsWith(';'))
        {
            throw new ArgumentException(start.Length == 0 ? "The source is a comment; give a table, a view or a query." : "The query ends in ';'; leave it out, because the query becomes a part of others.", nameof(source));
        }

        string[] words = start.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return IsName(text) ? string.Join('.', text.Split('.').Select(dialect.Identifier))
            : IsQuery(start) ? $"(\n{text}\n) AS lmm_source_rows"
            : words.Length > 1 && words.All(IsName) && !words.Intersect(Joining, StringComparer.OrdinalIgnoreCase).Any()
                ? throw new ArgumentException($"'{text}' would be read as the table {words[0]} by another name; put a name with blanks into the engine's quotes, such as {dialect.Identifier(text)}, or write a query.", nameof(source))
            : text;
    }

    private static string AfterComments(string text)
    {
        int start = 0;
        for (int length = -1; length != 0 && start < text.Length; start += length)
        {
            length = CommentLength(text.AsSpan(start));
        }

        return text[start..];
    }

    // The length of the blank or the comment that a text begins with; zero where it begins with neither.
    private static int CommentLength(ReadOnlySpan<char> text)
    {
        const string Close = "*/";
        if (text.StartsWith("--", StringComparison.Ordinal))
        {
            int line = text.IndexOf('\n');
            return line < 0 ? text.Length : line + 1;
        }

        if (text.StartsWith("/*", StringComparison.Ordinal))
        {
            int close = text[2..].IndexOf(Close, StringComparison.Ordinal);
            return close < 0 ? 0 : 2 + close + Close.Length;
        }

        return char.IsWhiteSpace(text[0]) ? 1 : 0;
    }

    private static bool IsQuery(string text)
    {
        string first = new([.. text.TakeWhile(char.IsAsciiLetter)]);
        return text[0] == '(' || Array.Exists(Queries, word => word.Equals(first, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsName(string text)
        => text.Split('.').All(static part => part.Length > 0 && !char.IsDigit(part[0]) && part.All(static letter => letter == '_' || char.IsLetterOrDigit(letter)));
}
