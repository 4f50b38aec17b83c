namespace Lmm.Service.Tests;

/// <summary>Tests that start services take turns: the library's instruments are those of the process.</summary>
[CollectionDefinition("services", DisableParallelization = true)]
public sealed class Services;
