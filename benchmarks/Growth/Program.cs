using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Lmm.Benchmarks;
using Lmm.Benchmarks.Growth;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["case", var wanted])
{
    Console.WriteLine(Case.All.Single(known => known.Name == wanted).Measure());
    return;
}

Console.WriteLine($"{Machine.Processor}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:F0} GB, {RuntimeInformation.FrameworkDescription}");
Console.WriteLine();
if (args is ["plans"])
{
    Console.WriteLine(Comparison.Header);
    foreach (string row in Comparison.Rows())
    {
        Console.WriteLine(row);
    }

    return;
}

if (args is ["structures"])
{
    Console.WriteLine(Structures.Header);
    foreach (string row in Structures.Rows())
    {
        Console.WriteLine(row);
    }

    return;
}

Console.WriteLine(Outcome.Header);
foreach (Case known in Case.All.Where(known => args.Length == 0 || known.Name.Contains(args[0], StringComparison.Ordinal)))
{
    // A process of its own: the peak of the resident set is that of this case alone.
    var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
    if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
    {
        start.ArgumentList.Add(typeof(Case).Assembly.Location);
    }

    start.ArgumentList.Add("case");
    start.ArgumentList.Add(known.Name);
    using Process child = Process.Start(start)!;
    Console.Write(child.StandardOutput.ReadToEnd());
    child.WaitForExit();
}
