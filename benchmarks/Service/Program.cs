// The service of samples/Service under load: dotnet run -c Release --project benchmarks/Service -- [seconds of a case, 30]
// With "soak", the first case alone, for memory over time.
using System.Globalization;
using Lmm.Benchmarks;
using Lmm.Benchmarks.ServiceLoad;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
TimeSpan duration = TimeSpan.FromSeconds(args.Select(static argument => int.TryParse(argument, out int seconds) ? seconds : 0).FirstOrDefault(static seconds => seconds > 0, 30));
IReadOnlyList<Case> cases = args.Contains("soak") ? Cases.All[..1] : Cases.All;
Console.WriteLine($"{Machine.Processor}, {Environment.ProcessorCount} cores, .NET {Environment.Version}; {duration.TotalSeconds} s a case after {Load.WarmUp.TotalSeconds} s of warming up\n");
Console.WriteLine(Outcome.Head);
bool isSound = true;
foreach (Case load in cases)
{
    Outcome outcome = await Load.Run(load, duration);
    Console.WriteLine(outcome);
    isSound &= outcome is { Lost: 0, Different: 0 };
}

return isSound ? 0 : 1;
