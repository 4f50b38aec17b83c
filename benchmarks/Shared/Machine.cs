using System.Runtime.InteropServices;

namespace Lmm.Benchmarks;

/// <summary>The machine that a benchmark runs on, for the heads of tables.</summary>
internal static class Machine
{
    /// <summary>The processor's name where the system tells it, else its architecture.</summary>
    public static string Processor => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim()
        : RuntimeInformation.ProcessArchitecture.ToString();
}
