using DuckDB.NET.Data;

namespace Warehouse;

/// <summary>A Parquet file to try the sample on, made by the engine.</summary>
internal static class Example
{
    /// <summary>Writes visits whose score grows by 0.5 per mg, by 0.3 more in the high arm, in clinics that differ.</summary>
    public static async Task WriteAsync(DuckDBConnection connection, string file, long visits, long clinics)
    {
        const string Share = "/ 18446744073709551616.0::DOUBLE";
        await using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            COPY (
                SELECT clinic, dose, arm,
                    20 + (0.5 + hash(clinic, 1) {Share} + CASE arm WHEN 'High' THEN 0.3 ELSE 0 END) * dose
                        + hash(clinic, 2) {Share} * 10 + 4 * (hash(i, 3) {Share} + hash(i, 4) {Share}) AS score
                FROM (SELECT i, (hash(i, 5) % {clinics})::INTEGER AS clinic, ['Control', 'Low', 'High'][1 + (hash(i, 6) % 3)::BIGINT] AS arm,
                        hash(i, 7) {Share} * 10 AS dose
                    FROM range({visits}) AS numbers(i)))
            TO '{file.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet)
            """;
        await command.ExecuteNonQueryAsync();
    }
}
