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
}
