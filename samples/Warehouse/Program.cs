// Fits one model to a Parquet file, and to a table of PostgreSQL; both stay where they are:
// dotnet run -c Release --project samples/Warehouse [-- FILE.parquet ["Host=…;Username=…;Database=…" [TABLE]]]
using System.Globalization;
using DuckDB.NET.Data;
using Lmm;
using Npgsql;
using Warehouse;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Made = "visits.parquet";
try
{
    await using var files = new DuckDBConnection("Data Source=:memory:");
    await files.OpenAsync();
    string file = args.Length > 0 ? args[0] : Made;
    if (args.Length == 0)
    {
        await Example.WriteAsync(files, file, visits: 1_000_000, clinics: 5_000);
    }

    string source = $"read_parquet('{file.Replace("'", "''", StringComparison.Ordinal)}')";
    foreach (SqlStatement statement in VisitModel.ShowSql(SqlDialect.DuckDb, source).Where(static statement => !statement.IsConditional))
    {
        Console.WriteLine(statement);
        Console.WriteLine();
    }

    VisitFit ofFile = await VisitModel.FitInAsync(files, source);
    Console.WriteLine(ofFile);
    Console.WriteLine($"high against control, per mg: {ofFile.Coefficients["dose:armHigh"].Estimate:F4}");

    if (args.Length > 1)
    {
        await using var server = new NpgsqlConnection(args[1]);
        VisitFit ofServer = await VisitModel.FitInAsync(server, args.Length > 2 ? args[2] : "visits");
        Console.WriteLine($"{ofServer.ObservationCount} visits on the server, {ofServer.Dose.Estimate:F4} per mg");
    }

    return 0;
}
catch (LmmException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
