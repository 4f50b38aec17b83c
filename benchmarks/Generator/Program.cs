using BenchmarkDotNet.Running;
using Lmm.Benchmarks.Generator;

BenchmarkSwitcher.FromAssembly(typeof(GeneratorBenchmarks).Assembly).Run(args);
