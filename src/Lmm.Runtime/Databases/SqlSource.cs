using System.Text.RegularExpressions;

namespace Lmm.Databases;

/// <summary>A source of rows as it stands after FROM: a name of a table or view, a call such as <c>read_parquet('*.parquet')</c>, or a query in brackets.</summary>
internal static partial class SqlSource
{
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

        return Query().IsMatch(text) ? $"(\n{text}\n) AS source_rows"
            : Name().IsMatch(text) ? string.Join('.', text.Split('.').Select(dialect.Identifier))
            : text;
    }

    [GeneratedRegex(@"^(SELECT|WITH|FROM|VALUES|\()\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
