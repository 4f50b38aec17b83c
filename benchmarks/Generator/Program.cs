using BenchmarkDotNet.Running;
using Lmm.Benchmarks.Generator;

// Usage: Generator keystrokes [models], or the arguments of BenchmarkDotNet.
if (args is ["keystrokes", ..])
{
    await Keystrokes.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1_000).ConfigureAwait(false);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(GeneratorBenchmarks).Assembly).Run(args);
}
