// Fits one model to each site of a database, and writes a table of estimates back: dotnet run -c Release --project samples/Batch [-- FILE]
using System.Globalization;
using Batch;
using Lmm;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string path = args is [string file] ? file : Path.GetTempFileName();
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

using (Database database = new(path))
{
    database.Fill(sites: 4, subjects: 20, days: 10);
    int fitted = 0;
    foreach (string site in database.Sites())
    {
        try
        {
            MeasurementFit fit = await MeasurementModel.FitAsync(database.Measurements(site), cancellationToken: stop.Token);
            database.Write(site, fit);
            fitted++;
            Console.WriteLine($"{site}: {fit.Days.Estimate:F2} a day, {fit.Days.StandardError:F2} the standard error, {fit.ObservationCount} rows");
        }
        catch (LmmException fault)
        {
            // One site without an answer leaves the others alone.
            Console.WriteLine($"{site}: {fault.Message}");
        }
    }

    Console.WriteLine($"{fitted} sites fitted, {database.Estimates().RowCount} estimates written.");
}

if (args is [])
{
    File.Delete(path);
}
