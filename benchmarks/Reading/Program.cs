using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Lmm;
using Lmm.Benchmarks;
using Lmm.Benchmarks.Reading;

const int Rows = 1_000_000;
const int Repeats = 7;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string machine = $"{Machine.Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}; {Rows:N0} rows";
if (args is ["database", .. string[] queries])
{
    Console.WriteLine(machine);
    Queries.Measure(Rows, queries);
    return;
}

string path = Path.Combine(Path.GetTempPath(), $"lmm-reading-{Environment.ProcessId}.csv");
try
{
    Trials.Write(path, Rows);
    Console.WriteLine($"{machine}, {new FileInfo(path).Length / 1e6:F1} MB");
    Console.WriteLine($"{"read by",-24}{"first ms",11}{"median ms",11}");
    Measure("ModelFrame.FromCsv", () => ModelFrame.FromCsv(path).RowCount);
    Measure("TrialModel.ReadCsv", () => TrialModel.ReadCsv(path).Count);
}
finally
{
    File.Delete(path);
}

static void Measure(string name, Func<int> read)
{
    double[] times = new double[Repeats];
    for (int repeat = 0; repeat < Repeats; repeat++)
    {
        long start = Stopwatch.GetTimestamp();
        int rows = read();
        times[repeat] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (rows != Rows)
        {
            throw new InvalidOperationException($"{name} read {rows} rows.");
        }
    }

    Console.WriteLine($"{name,-24}{times[0],11:F0}{times.Skip(1).Order().ElementAt((Repeats - 1) / 2),11:F0}");
}
