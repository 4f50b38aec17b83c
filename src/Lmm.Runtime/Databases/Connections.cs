using System.Data.Common;

namespace Lmm.Databases;

/// <summary>The connections of a fit.</summary>
internal static class Connections
{
    /// <summary>The connections, one or more and none of them null.</summary>
    /// <exception cref="ArgumentException">There are none, or one is null or twice among them.</exception>
    public static DbConnection[] Given(IReadOnlyList<DbConnection> connections)
    {
        ArgumentNullException.ThrowIfNull(connections);
        DbConnection[] given = [.. connections];
        string? fault = given.Length == 0 ? "There is no connection; give one or more."
            : given.Contains(null!) ? "A connection is null; leave it out."
            : given.Distinct().Count() < given.Length ? "A connection is given twice, whose rows would count twice; give each once."
            : null;
        return fault is null ? given : throw new ArgumentException(fault, nameof(connections));
    }

    /// <summary>The one language of connections.</summary>
    /// <exception cref="ArgumentException">The connections are to different engines.</exception>
    /// <exception cref="DataSourceException">A driver is not known.</exception>
    public static SqlDialect DialectOf(DbConnection[] connections, DatabaseOptions options)
    {
        if (options.Dialect is { } given)
        {
            return given;
        }

        SqlDialect[] dialects = [.. connections.Select(SqlDialect.Of).Distinct()];
        return dialects.Length == 1
            ? dialects[0]
            : throw new ArgumentException($"The connections are to {string.Join(" and ", dialects.Select(static dialect => dialect.Name))}, and the statements are those of one engine; sum the rows of each by CrossProductsIn, and add the sums.", nameof(connections));
    }
}
