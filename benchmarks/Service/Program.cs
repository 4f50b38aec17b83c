// The service of samples/Service under load: dotnet run -c Release --project benchmarks/Service -- [SECONDS of a load, 30 [NUMBER of the load, all]]
using System.Globalization;
using Lmm.Benchmarks;
using Lmm.Benchmarks.ServiceLoad;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int[] numbers = Array.ConvertAll(args, int.Parse);
TimeSpan duration = TimeSpan.FromSeconds(numbers.Length > 0 ? numbers[0] : 30);
Case[] cases = numbers.Length > 1 ? [Cases.All[numbers[1] - 1]] : Cases.All;
Console.WriteLine($"{Machine.Processor}, {Environment.ProcessorCount} cores, .NET {Environment.Version}; {duration.TotalSeconds} s a load after {Load.WarmUp.TotalSeconds} s of warming up\n");
Console.WriteLine(Outcome.Head);
int faults = 0;
foreach (Case load in cases)
{
    Outcome outcome = await Load.Run(load, duration);
    Console.WriteLine(outcome);
    faults += outcome.Lost + outcome.Different;
}

return faults == 0 ? 0 : 1;
