using System.Globalization;
using Lmm.Databases.Tests.Engines;
using Npgsql;

namespace Lmm.Databases.Tests;

/// <summary>Columns of types that a driver does not know: they matter where the formula reads them.</summary>
public sealed class UnknownTypeTests
{
    private const string Source =
        "SELECT (i * 7919) % 13 + i % 5 AS y, (i * 31) % 7 AS x, i % 5 AS g, point(1, 2) AS place FROM generate_series(1, 60) AS rows(i)";

    [PostgreSqlFact]
    public void A_column_of_an_unknown_type_is_left_alone() => Assert.Equal(60, Fit("y ~ x + (1 | g)").ObservationCount);

    [PostgreSqlFact]
    public void A_column_of_an_unknown_type_is_no_term()
        => Assert.Contains("'place'", Assert.Throws<FormulaException>(() => Fit("y ~ place + (1 | g)")).Message, StringComparison.Ordinal);

    // A driver without the geometric types.
    private static LinearMixedModelFit Fit(string formula)
    {
        using NpgsqlDataSource slim = new NpgsqlSlimDataSourceBuilder(string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={PostgreSqlServer.First.Port};Username=lmm;Database=postgres;Pooling=false")).Build();
        using NpgsqlConnection connection = slim.CreateConnection();
        return Model.Parse(formula).FitIn(connection, Source);
    }
}
